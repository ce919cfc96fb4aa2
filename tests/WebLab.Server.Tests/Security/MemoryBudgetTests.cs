using System.Net;
using System.Text;
using WebLab.Contracts;
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
            var took = Processes.PeakBytes(server.ProcessId) - before;
            output.WriteLine(Sentence.Of($"{what}: {took / 1e6:0.0} MB, {(int)status}"));
            Assert.True(took <= Budget, Sentence.Of($"{what} took {took / 1e6:0.0} MB."));
        }
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
