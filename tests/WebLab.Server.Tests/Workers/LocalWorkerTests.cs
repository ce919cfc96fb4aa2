using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

public sealed class LocalWorkerTests
{
    /// <summary>As a lab's own code may: three million letters without a line's end, and forty lines after the worker has said why it
    /// ends.</summary>
    [Fact]
    public async Task Standard_output_is_logged_in_lines_of_bounded_length_and_is_never_the_cause_of_an_end()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder("weblab-worker-");
        const string script =
            "read order; echo the cause >&2; head -c 3000000 /dev/zero | tr '\\0' x; for i in $(seq 40); do echo; done; exit 3";
        await using (var worker = new LocalWorker(new("sh", ["-c", script])))
        {
            await worker.Begin("the order", folder.File("log"));
            Assert.Equal("The worker ended with exit code 3: the cause.", await worker.Ended);
        }
        var lines = File.ReadAllLines(folder.File("log"));
        Assert.Equal((41, 10_000), (lines.Length, lines.Max(line => line.Length)));
        Assert.Contains("the cause", lines);
    }
}
