using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Theory;
using WebLab.Data.Theory;
using WebLab.Science.Theory;

namespace WebLab.Training.Commands;

/// <summary><c>weblab theorem1</c>: builds the network of theorem 1 and checks it.</summary>
internal static class Theorem1Command
{
    private static readonly Theorem1Request Default = new();

    public static Command Create()
    {
        var n = Number("--n", $"The size of the sample, 1 to {Theorem1Check.MaxN:N0}; default {Default.N}.");
        var d = Number("--d", $"The dimensions of each input, 1 to {Theorem1Check.MaxD:N0}; default {Default.D}.");
        var seed = Number("--seed", $"The seed of inputs, labels and direction; default {Default.Seed}.");
        var json = new Option<bool>("--json") { Description = "One JSON object, as the server's /api/theory/theorem1 gives it." };
        var command = new Command(
            "theorem1",
            "Builds the paper's two-layer network with 2n+d weights for n random labels in d dimensions, and puts every input through it."
        )
        {
            n,
            d,
            seed,
            json,
        };
        command.SetAction(parsed =>
        {
            var request = new Theorem1Request
            {
                N = Read(parsed, n, Default.N),
                D = Read(parsed, d, Default.D),
                Seed = Read(parsed, seed, Default.Seed),
            };
            if (Theorem1Check.Problems(request) is [var problem, ..])
                throw new UsageException(problem.Message);
            var result = Theorem1.Run(request);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(result, LabJson.Options));
            else
                WriteTable(result);
        });
        return command;
    }

    private static Option<string> Number(string name, FormattableString description) =>
        new(name) { Description = description.ToString(CultureInfo.InvariantCulture), HelpName = "number" };

    private static int Read(ParseResult parsed, Option<string> option, int otherwise) =>
        parsed.GetValue(option) switch
        {
            null => otherwise,
            var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
            var text => throw new UsageException($"{option.Name.TrimStart('-')} must be a whole number; it was {text}."),
        };

    private static void WriteTable(Theorem1Result result)
    {
        Write($"{"inputs",-22} {result.N:N0} in {result.D:N0} dimensions, random labels of {RandomSample.Classes} classes");
        Write($"{"weights",-22} {result.Weights:N0} (2n+d = {2 * result.N + result.D:N0})");
        Write($"{"worst error",-22} {result.WorstError:0.0e+0}");
        Write($"{"smallest gap",-22} {result.SmallestGap:0.0e+0}");
        Write($"{"smallest eigenvalue",-22} {result.SmallestDiagonal:0.0e+0}");
        Write($"{"largest output weight",-22} {result.LargestWeight:0.0e+0}");
        Write($"{"time",-22} {result.BuildSeconds:0.000} s to build, {result.CheckSeconds:0.000} s to check");
    }

    private static void Write(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line));
}
