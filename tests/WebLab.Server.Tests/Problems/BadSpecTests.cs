using System.Diagnostics;
using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Problems;

/// <summary>The same bad specs through both doors: each gets one sentence that names field, value and range, and nothing is
/// stored.</summary>
public sealed class BadSpecTests(SharedLab lab)
{
    private const int WrongUsage = 2;

    public static TheoryData<string> Cases { get; } = [.. BadSpec.All.Select(bad => bad.Arguments)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rest_refuses_with_one_sentence_and_stores_nothing(string arguments)
    {
        var bad = Find(arguments);
        var before = (await lab.Client.Experiments()).Total;

        var (status, body) = await lab.Client.Post(
            ApiRoutes.Experiments,
            $$"""{"name":"bad","runs":[{"name":"run","spec":{{bad.Json()}}}]}"""
        );

        Assert.Equal(HttpStatusCode.BadRequest, status);
        using var problem = JsonDocument.Parse(body);
        var sentence = problem.RootElement.GetProperty("detail").GetString()!;
        AssertSentence(bad, sentence);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.Equal(before, (await lab.Client.Experiments()).Total);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Command_line_refuses_with_the_same_sentence_and_exit_code_2(string arguments)
    {
        var bad = Find(arguments);
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Built.Worker, "train", .. bad.CommandLine()])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().Within(TimeSpan.FromSeconds(60), () => "the end of train");

        Assert.Equal(WrongUsage, process.ExitCode);
        Assert.Equal("", await output);
        AssertSentence(bad, (await error).TrimEnd('\n'));
    }

    private static BadSpec Find(string arguments) => BadSpec.All.Single(bad => bad.Arguments == arguments);

    private static void AssertSentence(BadSpec bad, string sentence)
    {
        Assert.Matches(@"^[^\n]+\.$", sentence);
        Assert.Contains(bad.Field, sentence, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(bad.Value, sentence, StringComparison.Ordinal);
        Assert.Contains(bad.Allowed, sentence, StringComparison.Ordinal);
    }
}
