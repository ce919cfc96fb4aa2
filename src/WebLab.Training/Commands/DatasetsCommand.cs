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

    private static DatasetInfo Find(DatasetFacts facts, string? folder)
    {
        var drawn = facts.Name == DatasetName.Generated;
        var found = drawn || folder is null ? null : DatasetFiles.Find(facts.Name, Path.GetFullPath(folder));
        return new()
        {
            Facts = facts,
            State = drawn || found is not null ? DatasetState.Ready : DatasetState.Absent,
            Folder = found,
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
        }
    }

    private static void Write(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line).TrimEnd());
}
