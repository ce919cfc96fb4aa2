using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import;

namespace WebLab.Training.Commands;

/// <summary><c>weblab datasets import</c>: says what a person's files are, and makes a data set of them.</summary>
internal static class DatasetsImportCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("path")
        {
            Description = "A folder, an archive (zip, tar, tar.gz) or a table; or several that belong together.",
            Arity = ArgumentArity.OneOrMore,
        };
        var store = Text("--store", "The server's store, whose catalogue the set is added to.", "folder");
        var into = Text("--into", "Without a server: the folder in which the set's folder is made.", "folder");
        var name = Text("--name", "Its id; default made of the path's name.", "name");
        var title = Text("--title", "Its name on the screen; default the path's.", "title");
        var preview = new Option<bool>("--preview") { Description = "Only say what is understood." };
        var json = new Option<bool>("--json")
        {
            Description = "The preview and the end as JSON lines, as the import prints them for a server.",
        };
        var choices = new ImportOptions();
        var command = new Command("import", "Says what files are, and makes a data set of them: images or a table, with labels.")
        {
            sources,
            store,
            into,
            name,
            title,
            preview,
            json,
        };
        choices.AddTo(command);
        command.SetAction(parsed =>
        {
            string[] paths = [.. parsed.GetValue(sources)!.Select(Path.GetFullPath)];
            var kept = FolderOption.Read(parsed, store);
            var place = kept is null ? FolderOption.Read(parsed, into) : Path.Combine(kept, "datasets");
            var isPreview = parsed.GetValue(preview);
            if (!isPreview && place is null)
                throw new UsageException("store or into must be a folder that exists; neither was given.");
            var called = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(paths[0]));
            var id = parsed.GetValue(name) ?? Id(called);
            if (!isPreview && (id.Length is 0 or > 40 || Id(id) != id || !char.IsAsciiLetter(id[0])))
                throw new UsageException(
                    $"name must have 1 to 40 lower-case letters, digits and dashes and begin with a letter; it was {Sentence.Shown(id)}."
                );
            var target = isPreview ? null : Path.Combine(Path.GetFullPath(place!), id);
            var order = new ImportOrder(paths) { Target = target, Choices = choices.Read(parsed) };
            var end =
                kept is not null && target is not null
                    ? Entered(order, parsed.GetValue(json), Path.Combine(kept, "catalogue"), id, parsed.GetValue(title) ?? called)
                    : Run(order, parsed.GetValue(json));
            if (end.Facts is { } facts && !parsed.GetValue(json))
                Console.WriteLine($"{Done(id, facts, target!)} {end.LeftOut?.Words()}".TrimEnd());
        });
        return command;
    }

    /// <summary>Imports a set into a store and enters it: neither is there without the other.</summary>
    private static ImportEnd Entered(ImportOrder order, bool isJson, string catalogue, string id, string title)
    {
        using var entering = EnteringSet.Begin(order.Target!, catalogue);
        var end = Run(order, isJson);
        try
        {
            CatalogueFolder.Add(catalogue, order.Target!, id, title);
        }
        catch
        {
            Directory.Delete(order.Target!, recursive: true);
            throw;
        }
        return end;
    }

    private static ImportEnd Run(ImportOrder order, bool isJson)
    {
        using var interrupted = new Interruption();
        var end = ImportRun.Do(order, line => Tell(line, isJson), interrupted.Token);
        if (isJson)
            Tell(new() { End = end }, isJson);
        return end.Problem is null ? end : throw new DatasetException(end.Problem);
    }

    private static void Tell(ImportLine line, bool isJson)
    {
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(line, LabJson.Options));
        else if (line.Preview is { } preview)
            Console.WriteLine(string.Join('\n', Lines(preview)));
        else if (line.Progress is { } progress && !Console.IsErrorRedirected)
            Console.Error.Write(
                Sentence.Of($"\r{progress.Doing}: {progress.Done:N0}{(progress.Total > 0 ? $" of {progress.Total}" : "")}   \r")
            );
    }

    private static IEnumerable<string> Lines(ImportPreview preview)
    {
        foreach (var sentence in preview.Understood)
            yield return sentence;
        foreach (var sentence in preview.Odd)
            yield return $"Odd: {sentence}";
        var width = preview.Classes.Max(each => each.Name.Length);
        foreach (var each in preview.Classes)
            yield return Sentence.Of($"  {each.Name.PadRight(width)} {each.Train,9:N0} training {each.Test,9:N0} test");
        foreach (var column in preview.Columns.Take(40))
            yield return $"  column {column.Name}: {Names<ColumnUse>.Of(column.Use)} ({string.Join(", ", column.Examples)})";
        if (preview.Columns.Count > 40)
            yield return Sentence.Of($"  and {preview.Columns.Count - 40:N0} columns more");
    }

    private static string Done(string id, DatasetFacts facts, string target) =>
        Sentence.Of(
            $"{id}: {facts.TrainCount:N0} training and {facts.TestCount:N0} test examples of "
                + $"{(facts.Kind == DatasetKind.Images ? $"{facts.Height}x{facts.Width}x{facts.Channels}" : $"{facts.Width} features")} "
                + $"in {facts.Classes.Count} classes, in {target}."
        );

    private static string Id(string called)
    {
        var id = string.Concat(called.ToLower(CultureInfo.InvariantCulture).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        while (id.Contains("--", StringComparison.Ordinal))
            id = id.Replace("--", "-", StringComparison.Ordinal);
        return id.Trim('-');
    }

    private static Option<string> Text(string option, string description, string help) =>
        new(option) { Description = description, HelpName = help };
}
