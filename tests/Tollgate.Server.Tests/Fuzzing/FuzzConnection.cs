using System.Net.Sockets;
using Tollgate.Server.Tests.Fuzzing.Odd;
using Tollgate.Server.Tests.Fuzzing.Wire;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Sends requests over one connection after another, and objects to what comes of them.</summary>
sealed class FuzzConnection(Uri server, Action<FuzzRequest, string> objectTo) : IDisposable
{
    /// <summary>Longer than the server waits for anything.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly byte[] probe =
        Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\n\r\n");

    RawHttpClient? client;
    Random random = new(0);

    /// <summary>Answers by status.</summary>
    public Dictionary<int, int> Statuses { get; } = [];

    public async Task Run(FuzzRequest request)
    {
        random = new Random(request.Index);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            client ??= await RawHttpClient.Connect(server, Address(), limit.Token);
            if (request.Ending == Ending.Left)
                await Leave(request, limit.Token);
            else
                await Exchange(request, limit.Token);
        }
        catch (TornException e)
        {
            Hang();
            objectTo(request, e.Message);
        }
        catch (OperationCanceledException)
        {
            Hang();
            objectTo(request, "no answer in a minute");
        }
    }

    public void Dispose() => client?.Dispose();

    async Task Exchange(FuzzRequest request, CancellationToken cancellation)
    {
        var isPipelined = request.MayBePipelined && random.Chance(20);
        var (answer, sending) = request.AsksFirst
            ? await AskFirst(request, cancellation)
            : await SendAndRead(request, isPipelined, cancellation);
        var goesOn = request.Ending == Ending.Kept && !answer.Closes && !answer.IsStream;
        await Sent(sending, mustSucceed: goesOn);
        Statuses[answer.Status] = Statuses.GetValueOrDefault(answer.Status) + 1;
        if (AnswerChecks.Objection(request, answer) is { } objection)
            objectTo(request, $"{objection}: {answer}");
        if (!goesOn)
        {
            Hang();
            return;
        }
        if (isPipelined || request.Body.Length > 0 || random.Chance(10))
            await Probe(isPipelined, cancellation);
    }

    /// <summary>An answer may come before the body has gone, and the rest of it be waited for or not.</summary>
    async Task<(RawResponse Answer, Task Sending)> SendAndRead(
        FuzzRequest request, bool withProbe, CancellationToken cancellation)
    {
        var sending = SendAll(request, withProbe, cancellation);
        var answer = await client!.Read(request.Method, cancellation);
        while (answer.IsInterim)
            answer = await client.Read(request.Method, cancellation);
        return (answer, sending);
    }

    async Task<(RawResponse Answer, Task Sending)> AskFirst(FuzzRequest request, CancellationToken cancellation)
    {
        await client!.Send(request.Head, cancellation);
        var answer = await client.Read(request.Method, cancellation);
        if (!answer.IsInterim)
        {
            // Refused unread, the body has still to follow where the connection is to go on.
            return (answer, answer.Closes ? Task.CompletedTask : SendBody(request, cancellation));
        }
        var sending = SendBody(request, cancellation);
        return (await client.Read(request.Method, cancellation), sending);
    }

    async Task SendAll(FuzzRequest request, bool withProbe, CancellationToken cancellation)
    {
        if (withProbe || (request.Body is [var only] && random.Chance(50)))
        {
            await client!.Send((byte[])[.. request.Bytes, .. withProbe ? probe : []], cancellation);
            return;
        }
        await client!.Send(request.Head, cancellation);
        await SendBody(request, cancellation);
    }

    async Task SendBody(FuzzRequest request, CancellationToken cancellation)
    {
        foreach (var piece in request.Body)
        {
            // Each piece shall be a read of its own at the server.
            if (request.Body.Length > 1)
                await Task.Delay(1, cancellation);
            await client!.Send(piece, cancellation);
        }
    }

    static async Task Sent(Task sending, bool mustSucceed)
    {
        try
        {
            await sending;
        }
        catch (SocketException e) when (!mustSucceed)
        {
            _ = e;
        }
        catch (SocketException e)
        {
            throw new TornException($"the server hung up in the middle of the body ({e.SocketErrorCode})", e);
        }
    }

    /// <summary>A connection that goes on must be in step.</summary>
    async Task Probe(bool isSent, CancellationToken cancellation)
    {
        if (!isSent)
            await Sent(client!.Send(probe, cancellation), mustSucceed: true);
        RawResponse answer;
        try
        {
            answer = await client!.Read("GET", cancellation);
        }
        catch (TornException e)
        {
            throw new TornException("behind the answer, which announced nothing: " + e.Message, e);
        }
        if (answer.Status != 200 || answer.Text != "{\"status\":\"live\"}")
            throw new TornException($"the next request was answered {answer}");
    }

    /// <summary>Goes away after half a request, in one of two ways.</summary>
    async Task Leave(FuzzRequest request, CancellationToken cancellation)
    {
        await Sent(SendAll(request, withProbe: false, cancellation), mustSucceed: false);
        if (random.Chance(50))
            client!.Reset();
        Hang();
    }

    void Hang()
    {
        client?.Dispose();
        client = null;
    }

    IPAddress Address() => new([127, (byte)random.Next(1, 255), (byte)random.Next(256), (byte)random.Next(1, 255)]);
}
