using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Telemetry;

[Trait("Speed", "Slow")]
public sealed class TelemetryTests
{
    private const string Token = "a-token-that-nobody-guesses";

    [Fact]
    public async Task Metrics_are_closed_without_the_token_and_tell_of_runs_points_and_writes_with_it()
    {
        await using var server = await LabServer.Start(settings: ["--Telemetry:MetricsToken", Token, "--log-format", "json"]);
        await using var watcher = await Watcher.Start(server.Client);
        var run = await server.Client.LaunchOne(Specs.Short);
        await watcher.Watch(run.Id);
        await watcher.Until(run.Id, RunStatus.Completed);

        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (
            var wrong in new[]
            {
                null,
                new AuthenticationHeaderValue("Bearer", "wrong"),
                new("Basic", Token),
                new("Bearer", Token + "x"),
                new("Bearer", ""),
            }
        )
        {
            http.DefaultRequestHeaders.Authorization = wrong;
            using var refused = await http.GetAsync(ApiRoutes.Metrics, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        var text = await http.GetStringAsync(ApiRoutes.Metrics, TestContext.Current.CancellationToken);
        Assert.Contains(
            Lines(text),
            line =>
                line.StartsWith("weblab_runs{", StringComparison.Ordinal)
                && line.Contains("status=\"completed\"", StringComparison.Ordinal)
                && line.Contains("} 1", StringComparison.Ordinal)
        );
        Assert.True(Value(text, "weblab_points_stored") >= 20, text);
        Assert.True(Value(text, "weblab_workers_started") == 1, text);
        Assert.True(Value(text, "weblab_live_connections") == 1, text);
        Assert.True(Value(text, "weblab_live_deltas") >= 1, text);
        foreach (
            var name in new[]
            {
                "weblab_write_duration_seconds_count",
                "weblab_queue_wait_seconds_count",
                "weblab_write_queue",
                "weblab_disk_free_bytes",
            }
        )
            Assert.Contains(Lines(text), line => line.StartsWith(name, StringComparison.Ordinal));
        AssertJson(server.Output);
        Assert.DoesNotContain(Token, server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_of_a_server_without_a_token_are_closed_with_a_sentence()
    {
        await using var server = await LabServer.Start();
        var (status, body) = await server.Client.Get(ApiRoutes.Metrics);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("The metrics are closed: Telemetry:MetricsToken opens them.", body, StringComparison.Ordinal);
    }

    /// <summary>One JSON object a line, also for what fails; and nothing of the worker's secret.</summary>
    [Fact]
    public async Task Logs_are_json_lines_by_option_and_hold_no_secret()
    {
        await using var server = await LabServer.Start(settings: ["--log-format", "json", "--Logging:LogLevel:WebLab", "Trace"]);
        await using var watcher = await Watcher.Start(server.Client);
        var run = await server.Client.LaunchOne(Specs.Endless);
        await watcher.Watch(run.Id);
        await watcher.UntilPoints(run.Id);
        const string secret = "hunter2-hunter2";
        using (var http = new HttpClient { BaseAddress = server.Address })
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", $"{run.Id:N}.{secret}");
            using var hub = await http.PostAsync(
                $"{ApiRoutes.WorkerHub}/negotiate?access_token={secret}",
                null,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.Unauthorized, hub.StatusCode);
            using var wrong = await http.PostAsync(
                ApiRoutes.Experiments,
                new StringContent($$"""{"password":"{{secret}}"}""", null, "application/json"),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
        await server.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);
        AssertJson(server.Output);
        Assert.DoesNotContain(secret, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"{run.Id:N}.", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_is_sent_metrics_and_traces_by_opentelemetrys_own_settings()
    {
        await using var collector = await Collector.Start();
        await using var server = await LabServer.StartIn(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            }
        );
        // Asked for before it can come; parcels that nobody waits for are let go.
        var (metrics, traces) = (
            collector.Parcel("/v1/metrics", "weblab.points.stored"),
            collector.Parcel("/v1/traces", ApiRoutes.Experiments)
        );
        await server.Client.LaunchOne(Specs.Short);
        Assert.Contains("service.name", await metrics, StringComparison.Ordinal);
        Assert.Contains("weblab", await traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_set_up_link_stands_in_one_plain_line_and_in_no_log()
    {
        await using var server = await LabServer.StartWithAccounts(
            settings: ["--log-format", "json", "--Logging:LogLevel:Default", "Trace"]
        );
        using var admin = await Person.FirstAdmin(server);
        Assert.Equal(HttpStatusCode.OK, await admin.Status(HttpMethod.Get, ApiRoutes.Runs));
        var secret = Assert.Single(Lines(server.Output), line => line.Contains("/join#", StringComparison.Ordinal));
        Assert.StartsWith("Make the first administrator", secret, StringComparison.Ordinal);
        secret = secret[(secret.IndexOf('#', StringComparison.Ordinal) + 1)..];
        Assert.Single(Lines(server.Output), line => line.Contains(secret, StringComparison.Ordinal));
        // The lock and the control pipe are no files to read.
        var files = Directory
            .GetFiles(server.Store, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not (".lock" or ".sock"))
            .ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
            Assert.DoesNotContain(secret, await Text(file), StringComparison.Ordinal);
    }

    private static async Task<string> Text(string file)
    {
        using var reader = new StreamReader(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            System.Text.Encoding.Latin1
        );
        return await reader.ReadToEndAsync();
    }

    /// <summary>But for the notice about accounts, which is a word to the person at the terminal and no log.</summary>
    private static void AssertJson(string output) =>
        Assert.All(
            Lines(output).Where(line => !line.StartsWith("Accounts are off (--single-user)", StringComparison.Ordinal)),
            line => JsonDocument.Parse(line).Dispose()
        );

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static double Value(string text, string name) =>
        Lines(text)
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && !line.StartsWith('#'))
            .Sum(line =>
                double.Parse(
                    line[(line.LastIndexOf('}') + 1)..]
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .First(part => char.IsAsciiDigit(part[0])),
                    null
                )
            );
}
