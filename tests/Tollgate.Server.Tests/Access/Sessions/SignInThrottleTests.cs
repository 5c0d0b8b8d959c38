using Microsoft.Extensions.Time.Testing;
using Tollgate.Server.Access.Sessions;

namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class SignInThrottleTests
{
    static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");

    static IPAddress Elsewhere(int number) => new([198, 51, (byte)(number / 256), (byte)(number % 256)]);

    [Fact]
    public async Task After_five_wrong_passwords_the_next_has_to_wait_whether_the_user_exists_or_not()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        foreach (var name in new[] { "admin", "nobody" })
        {
            for (var i = 0; i < 5; i++)
                Assert.Equal(401, (int)(await Try(server, name)).Status);
            var sixth = await Try(server, name);
            Assert.Equal((429, "too_many_attempts"), sixth.Problem);
            Assert.Equal(TimeSpan.FromSeconds(30), sixth.Headers.RetryAfter!.Delta);
        }
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await server.SignIn("admin", "admin123");
    }

    static Task<Answer> Try(TollgateServer server, string name) =>
        server.Http.Post("/api/session", new { username = name, password = "wrong horse" });

    [Fact]
    public void Each_further_attempt_waits_longer_up_to_fifteen_minutes()
    {
        var clock = new FakeTimeProvider();
        var throttle = new SignInThrottle(clock);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
            Assert.Null(throttle.Enter("maria", Home));
        for (var i = 0; i < 7; i++)
        {
            var wait = throttle.Enter("maria", Home)!.Value;
            waits.Add(wait);
            clock.Advance(wait);
            Assert.Null(throttle.Enter("maria", Home));
        }
        Assert.Equal([30, 60, 120, 240, 480, 900, 900], waits.Select(wait => (int)wait.TotalSeconds));
    }

    [Fact]
    public void A_flood_of_names_from_one_address_leaves_nothing_behind_while_it_waits()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        for (var i = 0; i < 20; i++)
            Assert.Null(throttle.Enter($"name {i}", Home));
        var kept = throttle.Remembered;
        for (var i = 20; i < 1_000; i++)
            Assert.NotNull(throttle.Enter($"name {i}", Home));
        Assert.Equal(kept, throttle.Remembered);
    }

    [Fact]
    public void What_is_remembered_of_a_flood_from_everywhere_is_bounded()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        for (var i = 0; i < 5; i++)
            Assert.Null(throttle.Enter("maria", Home));
        for (var i = 0; i < 200_000; i++)
        {
            throttle.Enter("user" + i, IPAddress.Parse($"2001:db8:{i >> 16:x}:{i & 0xffff:x}::1"));
            // Whoever keeps on guessing stays known.
            if (i % 10_000 == 0)
                Assert.NotNull(throttle.Enter("maria", Home));
        }
        Assert.InRange(throttle.Remembered, 1, 100_000);
        Assert.NotNull(throttle.Enter("maria", Home));
    }

    [Fact]
    public void A_success_forgives_the_failures_before_it()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 4; i++)
                Assert.Null(throttle.Enter("maria", Home));
            throttle.Succeeded("maria", Home);
        }
    }

    [Fact]
    public void Guessing_at_one_user_from_many_addresses_is_slowed_but_does_not_lock_the_user_out()
    {
        var clock = new FakeTimeProvider();
        var throttle = new SignInThrottle(clock);
        Assert.Null(throttle.Enter("maria", Home));
        throttle.Succeeded("maria", Home);
        var let = Enumerable.Range(0, 1000).Count(i => throttle.Enter("maria", Elsewhere(i)) is null);
        Assert.InRange(let, 1, 60);
        Assert.Null(throttle.Enter("maria", Home));
        Assert.InRange(throttle.Enter("maria", Elsewhere(5000))!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Null(throttle.Enter("paul", Elsewhere(5001)));
    }

    [Fact]
    public void One_address_that_tries_many_names_is_slowed()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        var let = Enumerable.Range(0, 1000).Count(i => throttle.Enter("user" + i, Home) is null);
        Assert.InRange(let, 1, 60);
    }

    [Fact]
    public void One_password_sprayed_over_many_names_makes_the_address_wait_until_the_first_are_old()
    {
        var clock = new FakeTimeProvider();
        var throttle = new SignInThrottle(clock);
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(throttle.Enter("user" + i, Home));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(TimeSpan.FromSeconds(280), throttle.Enter("user20", Home));
        Assert.Null(throttle.Enter("user20", Elsewhere(1)));
        // Whoever mistyped may try again.
        Assert.Null(throttle.Enter("user19", Home));
        clock.Advance(TimeSpan.FromSeconds(280));
        Assert.Null(throttle.Enter("user20", Home));
    }

    [Fact]
    public void A_company_behind_one_address_is_not_held_up_by_those_who_sign_in()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        for (var i = 0; i < 500; i++)
        {
            Assert.Null(throttle.Enter("user" + i, Home));
            // One in fifty does not find the right password.
            if (i % 50 > 0)
                throttle.Succeeded("user" + i, Home);
        }
    }

    [Fact]
    public void A_user_who_has_signed_in_from_there_is_spared_the_wait_of_an_address()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        Assert.Null(throttle.Enter("maria", Home));
        throttle.Succeeded("maria", Home);
        for (var i = 0; i < 20; i++)
            Assert.Null(throttle.Enter("user" + i, Home));
        Assert.NotNull(throttle.Enter("paul", Home));
        Assert.Null(throttle.Enter("maria", Home));
    }

    [Fact]
    public void Of_an_IPv6_address_the_network_counts_and_an_IPv4_address_is_the_same_in_both_spellings()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        for (var i = 0; i < 5; i++)
            Assert.Null(throttle.Enter("maria", IPAddress.Parse($"2001:db8:0:7::{i + 1}")));
        Assert.NotNull(throttle.Enter("maria", IPAddress.Parse("2001:db8:0:7:ffff::1")));
        Assert.Null(throttle.Enter("maria", IPAddress.Parse("2001:db8:0:8::1")));
        for (var i = 0; i < 5; i++)
            Assert.Null(throttle.Enter("paul", Home));
        Assert.NotNull(throttle.Enter("paul", Home.MapToIPv6()));
    }

    [Fact]
    public async Task Spraying_over_HTTP_is_answered_429_with_the_time_to_wait()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        for (var i = 0; i < 20; i++)
            Assert.Equal(401, (int)(await Try(server, "user" + i)).Status);
        var refused = await Try(server, "user20");
        Assert.Equal((429, "too_many_attempts"), refused.Problem);
        Assert.Equal(TimeSpan.FromMinutes(5), refused.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public void The_case_of_a_name_makes_no_new_name()
    {
        var throttle = new SignInThrottle(new FakeTimeProvider());
        foreach (var name in new[] { "maria", "Maria", "MARIA", "mAria", "maRia" })
            Assert.Null(throttle.Enter(name, Home));
        Assert.NotNull(throttle.Enter("marIa", Home));
    }
}
