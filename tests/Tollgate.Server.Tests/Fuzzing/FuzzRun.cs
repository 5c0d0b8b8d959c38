using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Many requests over several connections at once, and every kind of fault that they found.</summary>
sealed class FuzzRun(FuzzServer server, RouteCatalogue catalogue, int seed, int connections)
{
    /// <summary>Tokens live for 15 minutes, and what may be destroyed is used up.</summary>
    const int RequestsPerWorld = 10_000;

    readonly RequestGenerator generator = new(catalogue, server.Url, seed);
    readonly FuzzRequest?[] recent = new FuzzRequest?[4_096];
    readonly ConcurrentDictionary<string, Fault> faults = [];
    readonly ConcurrentDictionary<int, Lazy<Task<World>>> worlds = [];
    int next;

    /// <summary>Answers by status.</summary>
    public SortedDictionary<int, int> Statuses { get; } = [];

    public async Task Run(int first, int count)
    {
        next = first;
        var open = Enumerable.Range(0, connections).Select(_ => new FuzzConnection(server.Url, Object)).ToArray();
        await Task.WhenAll(open.Select(connection => Task.Run(() => Work(connection, first, first + count))));
        foreach (var connection in open)
        {
            foreach (var (status, number) in connection.Statuses)
                Statuses[status] = Statuses.GetValueOrDefault(status) + number;
            connection.Dispose();
        }
        DrainLog();
    }

    /// <summary>Each kind of fault with the first request that showed it; empty when there is none.</summary>
    public string Report()
    {
        var text = new StringBuilder();
        foreach (var (kind, fault) in faults.OrderByDescending(one => one.Value.Count))
        {
            text.Append($"\n== {fault.Count} x {kind}\n   {string.Join(", ", fault.Routes)}\n{fault.Detail}\n");
            if (fault.First is { } request)
                text.Append($"-- request {request.Index} of seed {seed} --\n{request}\n");
        }
        return text.ToString();
    }

    async Task Work(FuzzConnection connection, int first, int end)
    {
        while (Interlocked.Increment(ref next) - 1 is var index && index < end)
        {
            var request = generator.Make(index, await WorldOf(index - first));
            recent[index % recent.Length] = request;
            await connection.Run(request);
            DrainLog();
        }
    }

    Task<World> WorldOf(int number) => worlds.GetOrAdd(
        number / RequestsPerWorld, round => new Lazy<Task<World>>(() => World.Make(server.Http, round))).Value;

    void Object(FuzzRequest request, string objection) => Add(objection.Split(": ")[0], request, objection);

    void DrainLog()
    {
        while (server.Log.Faults.TryDequeue(out var logged))
        {
            var request = logged.Index < 0 ? null : recent[logged.Index % recent.Length];
            var detail = request is null ? $"{logged.Text}\n{Latest()}" : logged.Text;
            Add(logged.Kind, request?.Index == logged.Index ? request : null, detail);
        }
    }

    /// <summary>Below the application nobody knows a request: it is one of these, or one shortly before.</summary>
    string Latest()
    {
        var end = Volatile.Read(ref next);
        var latest = Enumerable.Range(Math.Max(0, end - 3), 3).Select(index => recent[index % recent.Length])
            .OfType<FuzzRequest>();
        return string.Concat(
            latest.Select(request => $"-- maybe request {request.Index} of seed {seed} --\n{request}\n"));
    }

    void Add(string kind, FuzzRequest? request, string detail) => faults.AddOrUpdate(
        kind, _ => new Fault(1, request is null ? [] : [request.Route], request, detail),
        (_, fault) => fault with
        {
            Count = fault.Count + 1,
            Routes = request is null ? fault.Routes : fault.Routes.Add(request.Route),
            First = fault.First ?? request,
        });

    sealed record Fault(int Count, ImmutableSortedSet<string> Routes, FuzzRequest? First, string Detail);
}
