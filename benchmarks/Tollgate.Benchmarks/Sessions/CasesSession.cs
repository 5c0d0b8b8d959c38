using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tollgate.Benchmarks.Driving;
using Tollgate.Benchmarks.Http;
using Tollgate.Server.Cases;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Storage;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// Pages of 20 cases over HTTP at 16 connections, in turn with an endpoint that asks who is calling and reads nothing:
/// what every open dashboard asks for, and pages that nobody asked for before.
/// </summary>
sealed class CasesSession(int port, string token, int count, IReadOnlyList<Case> places) : IDisposable
{
    const int ConnectionCount = 16, WarmUps = 2, Rounds = 9, Places = 20_000;

    static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(50);

    static readonly string[] Usual =
        ["limit=20", "limit=20&status=OPEN", "limit=20&status=OPEN&assignee=none", "limit=20&status=OPEN&sort=risk"];

    readonly Connections connections = new(port, ConnectionCount);
    readonly HttpClient http = new()
    {
        BaseAddress = new($"http://127.0.0.1:{port}"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };
    readonly Dictionary<string, List<double>> rates = [];
    readonly Random random = new(1);

    public static async Task Run(Report report, int count, int cases)
    {
        List<Case> places = [];
        using var tollgate = new TollgateProcess(prepare: folder => places = Fill(folder, cases).Result);
        await HttpLoad.WaitFor(tollgate.Port);
        using var session = new CasesSession(tollgate.Port, await SignIn(tollgate.Port), count, places);
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            if (round == WarmUps)
                session.rates.Clear();
            await session.Round();
        }
        session.Tell(report);
    }

    public void Dispose()
    {
        connections.Dispose();
        http.Dispose();
    }

    static async Task<List<Case>> Fill(string folder, int cases)
    {
        await ManyCases.Fill(folder, cases);
        await using var db = Database.Open(ServerSettings.Of(folder));
        return await db.Cases.AsNoTracking().OrderBy(found => found.UserId).Take(Places).ToListAsync();
    }

    static async Task<string> SignIn(int port)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = "admin",
            ["password"] = "admin123",
        });
        using var answer = await http.PostAsync("/api/token", form);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return json.GetProperty("access_token").GetString()!;
    }

    async Task Round()
    {
        await Measure("cases.me", _ => Request("/api/me"));
        await Measure("cases", i => Page(Usual[i % Usual.Length]));
        var tags = await Tags();
        await Measure("cases.unchanged", i => Page(Usual[i % Usual.Length], tags[i % Usual.Length]));
        using (var stop = new CancellationTokenSource())
        {
            var changes = ChangeCases(stop.Token);
            await Measure("cases.changing", i => Page(Usual[i % Usual.Length]));
            await stop.CancelAsync();
            await changes;
        }
        await Measure("cases.place", _ => Page("limit=20", place: CaseSort.Newest));
        await Measure("cases.place.status", _ => Page("limit=20&status=OPEN", place: CaseSort.Newest));
        await Measure("cases.place.risk", _ => Page("limit=20&sort=risk", place: CaseSort.Risk));
    }

    async Task Measure(string name, Func<int, byte[]> request)
    {
        if (!rates.TryGetValue(name, out var measured))
            rates[name] = measured = [];
        byte[][] requests = [.. Enumerable.Range(0, count).Select(request)];
        measured.Add(await connections.Send(requests));
    }

    void Tell(Report report)
    {
        Tell("cases.me", "requests/s, who is calling and nothing else");
        Tell("cases", "pages/s, first page of four usual filters, no case changes");
        Tell("cases.unchanged", "answers/s that the page is the one the caller has");
        Tell("cases.changing", $"pages/s, the same while a case changes every {BetweenChanges.TotalMilliseconds} ms");
        Tell("cases.place", "pages/s, each behind another place in the list");
        Tell("cases.place.status", "pages/s, of open cases only");
        Tell("cases.place.risk", "pages/s, sorted by risk");

        void Tell(string name, string unit)
        {
            var value = Figures.Median(rates[name]);
            if (name == "cases.me")
                report.Add(name, value, unit);
            else
                report.Add(name, value, unit, "cases.me", Figures.MedianRatio(rates[name], rates["cases.me"]));
        }
    }

    /// <summary>As analysts do: each change gives a case to someone.</summary>
    async Task ChangeCases(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var change = new HttpRequestMessage(HttpMethod.Patch, $"/api/cases/{Place().Id}")
            {
                Content = JsonContent.Create(new { assignee = random.Next(2) == 0 ? "admin" : null }),
                Headers = { { "If-Match", "*" } },
            };
            using var answer = await http.SendAsync(change, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            await Task.Delay(BetweenChanges, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<string?[]> Tags()
    {
        var tags = new List<string?>();
        foreach (var query in Usual)
        {
            using var answer = await http.GetAsync($"/api/cases?{query}");
            tags.Add(answer.Headers.ETag?.ToString());
        }
        return [.. tags];
    }

    Case Place() => places[random.Next(places.Count)];

    byte[] Page(string query, string? tag = null, CaseSort? place = null)
    {
        if (place is { } sort)
            query += $"&cursor={CaseCursor.Behind(Place(), sort).Text()}";
        return Request($"/api/cases?{query}", tag);
    }

    byte[] Request(string target, string? tag = null)
    {
        var head = new StringBuilder($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n")
            .Append($"Authorization: Bearer {token}\r\n");
        if (tag is not null)
            head.Append($"If-None-Match: {tag}\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}
