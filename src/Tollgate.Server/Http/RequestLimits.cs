using System.Threading.RateLimiting;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Http;

/// <summary>A kind of request of which only so many may be under way at once.</summary>
enum LimitedRequest
{
    /// <summary>Reads all cases.</summary>
    Export,

    /// <summary>Stays open.</summary>
    LiveStream,

    /// <summary>Reads one thing from log and database.</summary>
    Detail,
}

/// <summary>That an endpoint answers requests of such a kind.</summary>
sealed record LimitedEndpoint(LimitedRequest Kind);

/// <summary>
/// Limits what is under way at once, for each caller and in all, where one request costs much or stays long. Signed
/// decisions never come by here.
/// </summary>
static class RequestLimits
{
    const int DetailsPerCaller = 8, Details = 32;

    /// <summary>Places to wait in for each that is under way: what is short is not refused at once.</summary>
    const int Waiting = 32;

    static readonly Problem TooMany = Problems.TooMany(
        TimeSpan.FromSeconds(1), "Too many requests of this kind are under way; send it again when one has ended.");

    public static void AddRequestLimits(this IServiceCollection services, LimitSettings limits) =>
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                Partitioned(CallerOf, kind => PerCaller(kind, limits)),
                Partitioned(_ => "", kind => InAll(kind, limits)));
            options.OnRejected = (rejected, _) => new(TooMany.ExecuteAsync(rejected.HttpContext));
        });

    public static TBuilder Limited<TBuilder>(this TBuilder endpoint, LimitedRequest kind)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new LimitedEndpoint(kind)).Refuses(429);

    public static void UseRequestLimits(this IApplicationBuilder app) =>
        app.UseWhen(http => KindOf(http) is not null, limited => limited.UseRateLimiter());

    static LimitedRequest? KindOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<LimitedEndpoint>()?.Kind;

    static PartitionedRateLimiter<HttpContext> Partitioned(
        Func<HttpContext, string> partitionOf, Func<LimitedRequest, ConcurrencyLimiterOptions> limitOf) =>
        PartitionedRateLimiter.Create<HttpContext, (LimitedRequest, string)>(http =>
            RateLimitPartition.GetConcurrencyLimiter(
                (KindOf(http)!.Value, partitionOf(http)), partition => limitOf(partition.Item1)));

    static ConcurrencyLimiterOptions PerCaller(LimitedRequest kind, LimitSettings limits) => kind switch
    {
        LimitedRequest.Export => Limit((limits.Exports + 1) / 2),
        LimitedRequest.LiveStream => Limit(limits.LiveStreamsPerUser),
        _ => Limit(DetailsPerCaller, DetailsPerCaller * Waiting),
    };

    static ConcurrencyLimiterOptions InAll(LimitedRequest kind, LimitSettings limits) => kind switch
    {
        LimitedRequest.Export => Limit(limits.Exports),
        LimitedRequest.LiveStream => Limit(limits.LiveStreams),
        _ => Limit(Details, Details * Waiting),
    };

    static ConcurrencyLimiterOptions Limit(int permits, int waiting = 0) =>
        new() { PermitLimit = permits, QueueLimit = waiting };

    /// <summary>By token, else by address: a key that is only named is nobody yet.</summary>
    static string CallerOf(HttpContext http) =>
        http.User.Identity?.Name ?? ClientNetwork.Of(http.Connection.RemoteIpAddress);
}
