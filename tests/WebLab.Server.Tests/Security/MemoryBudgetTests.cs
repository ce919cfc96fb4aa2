using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Live;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Datasets;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>What one request of a viewer may take: 64 MB, whatever it asks for. The data set has 184 MB.</summary>
[Trait("Speed", "Slow")]
public sealed class MemoryBudgetTests(ITestOutputHelper output)
{
    private const long Budget = 64_000_000;

    // The smaller before the larger, so that what one leaves to the heap gives the next little.
    private static readonly (string What, string Method, string Path, string? Body)[] Requests =
    [
        ("an image", "GET", $"{ApiRoutes.Datasets}/cifar-10/examples/train/49999", null),
        ("a sheet", "GET", $"{ApiRoutes.Datasets}/cifar-10/sheet", null),
        ("a recipe of many fields", "POST", ApiRoutes.CorruptionPreview, Fields()),
        ("ids that are none", "POST", $"{ApiRoutes.Runs}/some", "[" + string.Join(',', Enumerable.Repeat("{}", 1_300_000)) + "]"),
        ("the moments of every image", "POST", ApiRoutes.CorruptionPreview, Preview(CorruptionKind.Gaussian)),
        (
            "labels that depend on every image",
            "POST",
            ApiRoutes.CorruptionPreview,
            Preview(CorruptionKind.InstanceDependentLabels, ",\"noiseRate\":0.4")
        ),
    ];

    [Fact]
    public async Task No_request_takes_more_than_64_MB()
    {
        using var cifar = new SparseCifar();
        await using var server = await LabServer.Start(settings: ["--Datasets:Root", cifar.Parent]);
        await server.Spare();
        // What answers is compiled before it is measured.
        await server.Client.Post(ApiRoutes.CorruptionPreview, """{"trainSize":100}""");
        await server.Client.Post($"{ApiRoutes.Runs}/some", "[{}]");
        foreach (var (what, method, path, body) in Requests)
        {
            var before = Processes.ResidentBytes(server.ProcessId);
            Processes.ForgetPeak(server.ProcessId);
            var (status, answer) = await server.Client.Send(new(method), path, body);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{what}: {status}: {answer}");
            Hold(what, Processes.PeakBytes(server.ProcessId) - before, $"{(int)status}");
        }
    }

    private const int Images = 50_000;

    // As many values as a file may have, in the forms that take most for each.
    private static readonly (string What, Func<byte[]> Content)[] LabelFiles =
    [
        ("lines of two million labels", () => Lines(2_000_000, "7")),
        ("a list of 1.4 million labels", () => List(1_400_000)),
        ("thirty columns for each image", () => Lines(Images, string.Join(',', Enumerable.Repeat("7", 30)))),
        ("a column of names for each image", () => Rows(3, cell => Sentence.Of($"name-{cell:0000000000000}"))),
        ("every value another", () => Rows(28, cell => Sentence.Of($"{cell:00000000}"))),
        ("packed, every value another", () => Packed(Rows(28, cell => Sentence.Of($"{cell:00000000}")))),
        ("packed, every value another and quoted", () => Packed(Rows(26, cell => Sentence.Of($"\"{cell:00000000}\"")))),
        ("packed, all in one line", () => Packed(Items("", "", 1_400_000, cell => Sentence.Of($"{cell:00000000}")))),
        ("packed, a JSON list of words", () => Packed(Items("[", "]", 1_400_000, cell => Sentence.Of($"\"{cell:00000000}\"")))),
        ("packed, a JSON list of rows", () => Packed(JsonRows(Rows(25, cell => Sentence.Of($"\"{cell:0000000}\""))))),
        ("packed, a JSON object", () => Packed(Items("{", "}", 700_000, cell => Sentence.Of($"\"{cell:0000000}\":\"x{cell}\"")))),
        ("packed, a pickled list of words", () =>
            Packed(Pickle(1_000_000, cell => [0x8c, 8, .. Encoding.ASCII.GetBytes(Sentence.Of($"{cell:00000000}")), 0x94]))
        ),
        ("packed, a pickled list of numbers", () => Packed(Pickle(1_400_000, cell => [(byte)'J', .. BitConverter.GetBytes(cell)]))),
    ];

    [Fact]
    public async Task No_label_file_takes_more_than_64_MB()
    {
        using var cifar = new SparseCifar();
        await using var server = await LabServer.Start(settings: ["--Datasets:Root", cifar.Parent]);
        await server.Spare();
        await Send("warm", Lines(10, "7"));
        foreach (var (what, content) in LabelFiles)
        {
            var body = content();
            var before = Processes.ResidentBytes(server.ProcessId);
            Processes.ForgetPeak(server.ProcessId);
            var (status, answer) = await Send(what, body);
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{what}: {status}: {answer}");
            Hold(what, Processes.PeakBytes(server.ProcessId) - before, answer);
        }

        async Task<(HttpStatusCode Status, string Answer)> Send(string title, byte[] body)
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/octet-stream");
            using var answer = await http.PostAsync($"{ApiRoutes.Datasets}/cifar-10/labels?title={Uri.EscapeDataString(title)}", content);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    // The hub takes messages of 32 kB; a longer one ends its connection before it is there as a whole.
    [Theory]
    [InlineData(800)]
    [InlineData(600_000)]
    public async Task No_message_to_the_live_hub_takes_more_than_64_MB(int ids)
    {
        await using var server = await LabServer.Start();
        await server.Spare();
        Guid[] runs = [.. Enumerable.Range(0, ids).Select(_ => Guid.NewGuid())];
        foreach (var transport in new[] { HttpTransportType.WebSockets, HttpTransportType.LongPolling })
        {
            foreach (var method in typeof(ILiveHub).GetMethods())
            {
                Assert.Equal([typeof(IReadOnlyList<Guid>)], method.GetParameters().Select(parameter => parameter.ParameterType));
                await using var hub = new HubConnectionBuilder()
                    .WithUrl(new Uri(server.Address, ApiRoutes.LiveHub), transport)
                    .AddJsonProtocol(json => LabJson.Configure(json.PayloadSerializerOptions))
                    .Build();
                await hub.StartAsync();
                await hub.InvokeAsync(method.Name, Array.Empty<Guid>());
                var before = Processes.ResidentBytes(server.ProcessId);
                Processes.ForgetPeak(server.ProcessId);
                var fault = await Record.ExceptionAsync(() =>
                    hub.InvokeAsync(method.Name, runs)
                        .Within(TimeSpan.FromSeconds(60), () => "an answer of the hub, or the end of its connection")
                );
                Assert.IsNotType<TimeoutException>(fault);
                Hold(
                    $"{method.Name} of {ids} runs by {transport}",
                    Processes.PeakBytes(server.ProcessId) - before,
                    fault?.Message ?? "taken"
                );
            }
        }
    }

    private void Hold(string what, long took, string answer)
    {
        output.WriteLine(Sentence.Of($"{what}: {took / 1e6:0.0} MB, {Sentence.Shorten(answer, 160)}"));
        Assert.True(took <= Budget, Sentence.Of($"{what} took {took / 1e6:0.0} MB."));
    }

    private static byte[] Lines(int count, string line) =>
        Encoding.ASCII.GetBytes(new StringBuilder().Insert(0, line + "\n", count).ToString());

    private static byte[] List(int count) => Encoding.ASCII.GetBytes("[" + string.Join(',', Enumerable.Repeat('7', count)) + "]");

    private static byte[] Items(string begin, string end, int count, Func<int, string> item) =>
        Encoding.ASCII.GetBytes(begin + string.Join(',', Enumerable.Range(0, count).Select(item)) + end);

    private static byte[] JsonRows(byte[] rows) =>
        Encoding.ASCII.GetBytes("[[" + Encoding.ASCII.GetString(rows).Trim().Replace("\n", "],[", StringComparison.Ordinal) + "]]");

    private static byte[] Pickle(int count, Func<int, byte[]> item) =>
        [0x80, 4, (byte)']', (byte)'(', .. Enumerable.Range(0, count).SelectMany(item), (byte)'e', (byte)'.'];

    private static byte[] Rows(int columns, Func<int, string> cell) =>
        Encoding.ASCII.GetBytes(
            string.Concat(
                Enumerable
                    .Range(0, Images)
                    .Select(row => string.Join(',', Enumerable.Range(0, columns).Select(i => cell((row * columns) + i))) + "\n")
            )
        );

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.SmallestSize))
            pack.Write(content);
        return packed.ToArray();
    }

    [Fact]
    public async Task A_group_of_more_fields_than_any_has_is_refused_by_its_name_before_it_is_read()
    {
        await using var server = await LabServer.Start();
        var (status, answer) = await server.Client.Post(ApiRoutes.CorruptionPreview, Fields());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("corruption must have at most 100 fields of its own", answer, StringComparison.Ordinal);
    }

    private static string Preview(string kind, string fields = "") =>
        $$$"""{"dataset":"cifar-10","trainSize":50000,"corruption":{"kind":"{{{kind}}}"{{{fields}}}}}""";

    private static string Fields()
    {
        var body = new StringBuilder("""{"corruption":{"kind":"random-labels" """);
        for (var i = 0; i < 300_000; i++)
            body.Append(Sentence.Of($",\"a{i:0}\":1"));
        return body.Append("}}").ToString();
    }
}
