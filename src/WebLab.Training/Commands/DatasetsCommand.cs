using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;

namespace WebLab.Training.Commands;

/// <summary><c>weblab datasets</c>: the data sets and whether they are in a folder.</summary>
internal static class DatasetsCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder to look in, and in each data set's own folder inside it.",
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "A JSON array, as the server's /api/datasets gives it." };
        var command = new Command("datasets", "The data sets, and whether their files are in a folder.") { data, json };
        command.Add(CreateAdd());
        command.Add(DatasetsImportCommand.Create());
        command.SetAction(parsed =>
        {
            var folder = FolderOption.Read(parsed, data);
            var found = DatasetFacts.All.Select(facts => Find(facts, folder)).ToList();
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(found, LabJson.Options));
            else
                WriteTable(found);
        });
        return command;
    }

    private static Command CreateAdd()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The folder with the set's files; or that and how their names begin, as gzip/emnist-letters.",
        };
        var store = new Option<string>("--store")
        {
            Description = "The server's store.",
            HelpName = "folder",
            Required = true,
        };
        var name = new Option<string>("--name") { Description = "Its id; default made of the folder's name.", HelpName = "name" };
        var title = new Option<string>("--title") { Description = "Its name on the screen; default the folder's.", HelpName = "title" };
        var command = new Command("add", "Reads a data set whole and adds it to a server's catalogue.") { folder, store, name, title };
        command.SetAction(parsed =>
        {
            var kept = FolderOption.Read(parsed, store)!;
            var entry = CatalogueFolder.Add(
                Path.Combine(kept, "catalogue"),
                Path.GetFullPath(parsed.GetValue(folder)!),
                parsed.GetValue(name),
                parsed.GetValue(title)
            );
            var facts = entry.Facts;
            Write(
                $"{facts.Name}: {facts.TrainCount:N0} training and {facts.TestCount:N0} test images of "
                    + $"{facts.Height}x{facts.Width}x{facts.Channels} in {facts.Classes.Count} classes, from {entry.Place}."
            );
        });
        return command;
    }

    private static DatasetInfo Find(DatasetFacts facts, string? folder)
    {
        var drawn = facts.Name == DatasetName.Generated;
        var found = drawn || folder is null ? null : DatasetFiles.Find(facts.Name, Path.GetFullPath(folder));
        var verdict = found is null ? null : DatasetCheck.Of(facts.Name, found);
        return new()
        {
            Facts = facts,
            State =
                drawn ? DatasetState.Ready
                : found is null ? DatasetState.Absent
                : verdict!.Problem is null ? DatasetState.Ready
                : DatasetState.Broken,
            Folder = found?.Folder,
            Note = verdict?.Problem,
            ContentHash = verdict?.ContentHash,
            CanDownload = DatasetFiles.Published(facts.Name).Count > 0,
        };
    }

    private static void WriteTable(List<DatasetInfo> found)
    {
        Write($"{"name",-10} {"data set",-17} {"training",9} {"test",7} {"size",8}  {"state",-7} folder");
        foreach (var info in found)
        {
            var facts = info.Facts;
            Write(
                $"{facts.Name,-10} {facts.Title,-17} {facts.TrainCount,9:N0} {facts.TestCount,7:N0} "
                    + $"{$"{facts.Height}x{facts.Width}x{facts.Channels}",8}  "
                    + $"{Names<DatasetState>.Of(info.State),-7} {info.Folder ?? "-"}"
            );
            if (info.Note is { } note)
                Write($"  {note}");
        }
    }

    private static void Write(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line).TrimEnd());
}
