using Microsoft.AspNetCore.Http;
using Tollgate.Server.Access.Sessions;

namespace Tollgate.Server.Tests.Access.Sessions;

/// <summary>Tokens that were accepted a moment before: what they may do is looked up anew all the same.</summary>
public sealed class ValidatedTokensTests
{
    [Fact]
    public async Task A_token_that_was_just_accepted_ends_with_its_user()
    {
        await using var server = await TollgateServer.Start();
        var maria = await server.As("analyst", "maria");
        await Accept(maria);

        await server.Admin.Patch("/api/users/maria", new { disabled = true });

        Assert.Equal((401, "unauthorized"), (await maria.Get("/api/me")).Problem);
    }

    [Fact]
    public async Task A_token_that_was_just_accepted_ends_with_its_session()
    {
        await using var server = await TollgateServer.Start();
        var signedIn = await server.Http.PostForm(
            "/api/token", ("grant_type", "password"), ("username", "admin"), ("password", "admin123"));
        var client = server.Bearer(signedIn.Text("access_token"));
        await Accept(client);

        await server.Http.PostForm("/api/revoke", ("token", signedIn.Text("refresh_token")));

        Assert.Equal((401, "unauthorized"), (await client.Get("/api/me")).Problem);
    }

    [Fact]
    public async Task A_token_that_was_just_accepted_loses_what_its_user_loses()
    {
        await using var server = await TollgateServer.Start();
        var maria = await server.As("lead", "maria");
        await Accept(maria);
        Assert.Equal(HttpStatusCode.OK, (await maria.Get("/api/cases/export")).Status);

        await server.Admin.Patch("/api/users/maria", new { roles = new[] { "auditor" } });

        Assert.NotEqual(HttpStatusCode.OK, (await maria.Get("/api/cases/export")).Status);
    }

    [Fact]
    public async Task A_token_like_one_that_was_accepted_opens_nothing()
    {
        await using var server = await TollgateServer.Start();
        await Accept(server.Admin);
        var token = server.Admin.DefaultRequestHeaders.Authorization!.Parameter!;
        await Accept(server.Bearer(token));

        // The last character but one holds whole bits only, so that every other one is another signature.
        for (var at = token.Length - 2; at > token.Length - 20; at--)
        {
            var other = token[at] == 'A' ? 'B' : 'A';
            var touched = $"{token[..at]}{other}{token[(at + 1)..]}";
            Assert.Equal(401, (int)(await server.Bearer(touched).Get("/api/me")).Status);
        }
        Assert.Equal(401, (int)(await server.Bearer(token[..^1]).Get("/api/me")).Status);
    }

    [Fact]
    public async Task Only_tokens_that_were_checked_are_known()
    {
        await using var server = await TollgateServer.Start();
        var token = server.Admin.DefaultRequestHeaders.Authorization!.Parameter!;

        Assert.False(Recognized());
        await Accept(server.Admin);
        Assert.True(Recognized());

        bool Recognized()
        {
            var http = new DefaultHttpContext { Request = { Headers = { Authorization = "Bearer " + token } } };
            return server.Resolve<ValidatedTokens>().Recognize(http);
        }
    }

    /// <summary>Twice: the second time it is known.</summary>
    static async Task Accept(HttpClient client)
    {
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.Get("/api/me")).Status);
    }
}
