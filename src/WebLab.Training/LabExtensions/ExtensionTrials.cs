using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Training.Catalogue;

namespace WebLab.Training.LabExtensions;

/// <summary>
/// Asks a lab's own assemblies what they bring, in another process: one that waits for ever, ends its process or crashes is left out, and
/// costs the others nothing. Where all together give no answer, each is asked by itself, beside those that were taken before.
/// </summary>
/// <param name="folder">Their folder.</param>
/// <param name="patience">How long an answer may take; together they have as much each, and one beside others twice as much.</param>
internal sealed class ExtensionTrials(string folder, TimeSpan patience)
{
    private const int MostWords = 200;
    private static readonly TimeSpan PatienceWithLastWords = TimeSpan.FromSeconds(1);

    /// <summary>What the trainer can do with all that are taken, and what became of each.</summary>
    public async Task<CatalogueInfo> Describe()
    {
        var found = ExtensionLoader.Find(folder);
        string[] names = [.. found.Where(each => each.Problem is null).Select(each => each.Name)];
        var (said, told) = (TrainerCatalogue.Describe(), found.ToDictionary(each => each.Name));
        if (names.Length > 0 && await Ask(names, patience * names.Length) is { Said: { } all })
        {
            said = all;
            foreach (var extension in all.Extensions)
                told[extension.Name] = extension;
        }
        else
        {
            var taken = new List<string>();
            foreach (var name in names)
            {
                var answer = await Ask([.. taken, name], taken.Count == 0 ? patience : patience * 2);
                told[name] = answer.Said is { } one
                    ? one.Extensions.Single(each => each.Name == name)
                    : told[name] with { Problem = ExtensionLoader.Sentence(name, answer.Problem!) };
                if (told[name].Problem is not null)
                    continue;
                said = answer.Said!;
                taken.Add(name);
            }
        }
        return said with { Extensions = [.. found.Select(each => told[each.Name])] };
    }

    /// <returns>What a trainer with those extensions says of itself, or why it says nothing, a sentence's end.</returns>
    private async Task<(CatalogueInfo? Said, string? Problem)> Ask(IReadOnlyList<string> names, TimeSpan most)
    {
        var temporary = Directory.CreateTempSubdirectory("weblab-extensions-");
        try
        {
            // A file, since its standard output is the extension's as well.
            var answer = Path.Combine(temporary.FullName, "catalogue.json");
            using var process = Start(names, answer);
            process.StandardInput.Close();
            var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            var words = Begin(process.StandardError);
            using var late = new CancellationTokenSource(most);
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                // It may still write into the folder that goes.
                await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(PatienceWithLastWords, TimeProvider.System));
                var what = File.Exists(answer) ? "a trainer that has asked it does not end" : "it does not say what it brings";
                return (null, string.Create(CultureInfo.InvariantCulture, $"{what} within {most.TotalSeconds:0.#} s"));
            }
            // What it has started may hold its streams open.
            await Task.WhenAny(Task.WhenAll(output, words), Task.Delay(PatienceWithLastWords, TimeProvider.System));
            return process.ExitCode == 0 && File.Exists(answer)
                ? (JsonSerializer.Deserialize<CatalogueInfo>(await File.ReadAllBytesAsync(answer), LabJson.Options), null)
                : (null, Ending(process.ExitCode, words.IsCompletedSuccessfully ? await words : ""));
        }
        finally
        {
            Forget(temporary);
        }
    }

    private static void Forget(DirectoryInfo temporary)
    {
        try
        {
            temporary.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What an extension has started and left may still write there: the folder is a temporary one.
        }
    }

    private Process Start(IReadOnlyList<string> names, string answer)
    {
        var dotnet = Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(ExtensionTrials).Assembly.Location, "worker", "answer", "--into", answer])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ExtensionLoader.Variable] = folder;
        start.Environment[ExtensionLoader.NamesVariable] = string.Join(ExtensionLoader.Separator, names);
        return Process.Start(start)!;
    }

    private static string Ending(int exitCode, string words)
    {
        var line = words.Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each.Length > 0);
        var said = line is null ? "" : $": {Sentence.Shorten(line, MostWords)}";
        return string.Create(CultureInfo.InvariantCulture, $"it ended the trainer that asked it what it brings, with exit code {exitCode}")
            + said;
    }

    /// <summary>How an error stream begins, where the cause stands: what follows of a stack overflow is thousands of lines.</summary>
    private static async Task<string> Begin(StreamReader errors)
    {
        var (begin, rest) = (new char[2_000], new char[8_000]);
        var length = await errors.ReadBlockAsync(begin);
        while (await errors.ReadAsync(rest) > 0)
            continue;
        return new(begin, 0, length);
    }
}
