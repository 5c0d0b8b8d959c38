using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http.Bodies;

namespace Tollgate.Benchmarks.Http;

/// <summary>The real server in a process of its own, where a signed decision is answered after one step.</summary>
sealed class StoppedServer(IServiceProvider services, Step last)
{
    static readonly byte[] Json = [.. Enumerable.Repeat((byte)' ', 330)];

    readonly Gate gate = services.GetRequiredService<Gate>();
    readonly TransactionReader reader = services.GetRequiredService<TransactionReader>();
    readonly RequestAuthenticator signed = services.GetRequiredService<RequestAuthenticator>();

    public static async Task Serve(Step last, int port, string folder)
    {
        await using var app = ServerApp.Build(
            [$"--Urls=http://127.0.0.1:{port}", $"--Tollgate:DataFolder={folder}"],
            builder => builder.Services.AddKeyedSingleton<RequestDelegate>(
                DecisionsApi.DecisionsPath, (provider, _) => new StoppedServer(provider, last).Answer));
        await app.RunAsync();
    }

    async Task Answer(HttpContext http)
    {
        if (last >= Step.Body && !await Take(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        if (last >= Step.Gate)
            await gate.QueryAsync(_ => true);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Json.Length;
        http.Response.BodyWriter.Write(Json);
        await http.Response.BodyWriter.FlushAsync();
    }

    async ValueTask<bool> Take(HttpContext http)
    {
        using var body = await RequestBytes.Read(http.Request, TransactionParser.MaxBytes);
        if (last >= Step.Verify && !signed.Authenticate(http, body.Span, Scopes.Decide).Allowed)
            return false;
        if (last < Step.Parse)
            return true;
        var submission = gate.Rent();
        var problem = reader.Fill(submission, body.Span);
        gate.Return(submission);
        return problem is null;
    }
}
