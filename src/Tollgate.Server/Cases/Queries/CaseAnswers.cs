using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>
/// Answers pages of cases, and keeps first pages while nothing changes: every open dashboard asks for the same few. A
/// kept page is answered only while no process has committed anything since before it was read.
/// </summary>
sealed class CaseAnswers(CaseList list, ReadPool reads, CaseCounter counter)
{
    const long MostBytes = 16 << 20;

    volatile Kept kept = new(default);

    public async Task Answer(HttpContext http)
    {
        var answer = await Of(CaseFilterReader.Read(http), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ETag = answer.Tag;
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } known && IsAmong(answer.Tag, known))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Json.Length;
        await http.Response.BodyWriter.WriteAsync(answer.Json, http.RequestAborted);
    }

    async ValueTask<Page> Of(CaseFilter filter, CancellationToken cancellation)
    {
        // Before the page is read: what is committed meanwhile makes it one of the past. The totals have a number of
        // their own, as a commit is counted only when it was announced.
        var version = (await reads.Version(cancellation), counter.Version);
        var pages = kept;
        if (pages.Version != version)
            kept = pages = new(version);
        if (pages.Find(filter) is { } known)
            return known;
        var json = await list.ReadJson(filter, cancellation);
        var page = new Page(json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
        // One that found no room begins anew, with the pages that are asked for now.
        if (filter.Cursor is null && !pages.Keep(filter, page))
            kept = new(version);
        return page;
    }

    static bool IsAmong(string tag, IList<string?> known) =>
        known is [{ } one] && one == tag
        || EntityTagHeaderValue.TryParseList(known!, out var tags)
            // A tag that a proxy has weakened still says that the page is the same: RFC 9110, 13.1.2.
            && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag == tag);

    sealed record Page(byte[] Json, string Tag);

    /// <summary>Pages of one moment.</summary>
    sealed class Kept(((long, long) Database, long Counts) version)
    {
        readonly ConcurrentDictionary<CaseFilter, Page> pages = [];
        long bytes;

        public ((long, long) Database, long Counts) Version { get; } = version;

        public Page? Find(CaseFilter filter) => pages.GetValueOrDefault(filter);

        public bool Keep(CaseFilter filter, Page page)
        {
            if (Interlocked.Add(ref bytes, page.Json.Length) > MostBytes)
                return false;
            pages[filter] = page;
            return true;
        }
    }
}
