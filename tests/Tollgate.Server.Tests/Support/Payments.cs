using System.Buffers;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Tests.Support;

/// <summary>Sends real payments through the gate.</summary>
sealed class Payments(TollgateServer server)
{
    /// <summary>A payment of the history, which is in no case.</summary>
    public (string Id, string UserId) Past { get; private set; }

    /// <summary>Simulated payments of the days before now, as an import brings them: without alerts.</summary>
    public async Task History(int count)
    {
        var start = TimeProvider.System.GetUtcNow().AddDays(-3);
        var simulator =
            new PaymentSimulator(new SimulationSettings { Start = start, Rate = count / 200_000.0, Users = 500 });
        var json = new ArrayBufferWriter<byte>();
        for (var i = 0; i < count; i++)
        {
            json.ResetWrittenCount();
            var payment = simulator.Next(json);
            Past = (payment.TransactionId, payment.UserId);
            var answer = payment.IsRepeat ? SubmitResult.Replayed : SubmitResult.Done;
            Assert.Equal(answer, (await Send(json.WrittenMemory, payment.ArrivalTime)).Result);
        }
    }

    /// <summary>Many large payments at once, at several shops: the ids of those that were risky.</summary>
    public Task<List<string>> Burst(string userId, int count, string merchant = "m-burst") => Burst(
        userId,
        [.. Enumerable.Range(0, count).Select(
            i => $"t-{userId}-{i}-{Guid.NewGuid():N}"[..Math.Min(60, userId.Length + 20)])],
        merchant);

    /// <summary>The same under ids that are known before.</summary>
    public async Task<List<string>> Burst(string userId, IReadOnlyList<string> ids, string merchant = "m-burst")
    {
        var sent = new List<Task<(SubmitResult Result, DecisionKind Kind)>>();
        for (var i = 0; i < ids.Count; i++)
        {
            var (shop, card) = ($"{merchant}-{i % 5}", $"c-{userId}-{i % 7}");
            sent.Add(Send(Large(ids[i], userId, 950_000 + i, shop, card)));
        }
        var answers = await Task.WhenAll(sent);
        Assert.All(answers, answer => Assert.Equal(SubmitResult.Done, answer.Result));
        return [.. ids.Where((_, i) => answers[i].Kind != DecisionKind.Approve)];
    }

    public async Task<(SubmitResult Result, DecisionKind Kind)> Send(ReadOnlyMemory<byte> json, long? arrived = null)
    {
        var gate = server.Gate;
        var request = gate.Rent();
        var parser = new TransactionParser();
        Assert.True(
            parser.TryParse(
                json.Span, gate.Generation.Rates, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        request.Set(parser.Bytes.Span);
        if (arrived is { } time)
        {
            request.AppendTime = time;
            request.Flags = RecordFlags.Imported | RecordFlags.Silent;
        }
        var result = await gate.SubmitAsync(request);
        var kind = result is SubmitResult.Done or SubmitResult.Replayed ? request.Decision.Kind : DecisionKind.Approve;
        gate.Return(request);
        return (result, kind);
    }

    static byte[] Large(string id, string userId, long amount, string merchant, string card)
    {
        var payment = Some.Payment(id, userId, amount);
        payment["merchant_id"] = merchant;
        payment["merchant_category"] = "5732";
        payment["card_id"] = card;
        payment["device_id"] = "d-" + userId;
        payment["country"] = "US";
        payment["card_country"] = "BR";
        payment["ip_country"] = "RU";
        return JsonSerializer.SerializeToUtf8Bytes(payment);
    }
}
