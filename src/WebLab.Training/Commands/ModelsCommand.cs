using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Training.Models;

namespace WebLab.Training.Commands;

/// <summary><c>weblab models</c>: what a spec's model can name.</summary>
internal static class ModelsCommand
{
    private const int Classes = 10;

    private static readonly InputShape Paper = new(28, 28, 3);

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object: the trainable parameters by the network's name." };
        var command = new Command(
            "models",
            "The networks, their own options, and their trainable parameters on 28x28x3 images and ten classes."
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        ModelRegistry.All.OfType<NetworkDescriptor>().ToDictionary(network => network.Id, Parameters),
                        LabJson.Options
                    )
                );
            else
                WriteTable();
        });
        return command;
    }

    private static long Parameters(NetworkDescriptor network) => network.Count(network.Size.Parameters, Paper, Classes, FieldGroup.Empty);

    private static void WriteTable()
    {
        Write($"{"name",-22} {"model",-34} {"parameters",11}  own options");
        foreach (var model in ModelRegistry.All)
        {
            var parameters = model is NetworkDescriptor network ? Parameters(network).ToString("N0", CultureInfo.InvariantCulture) : "-";
            Write($"{model.Id,-22} {model.Title,-34} {parameters,11}  {string.Join(", ", model.Fields.Select(Option))}");
        }
    }

    private static string Option(FieldInfo field) =>
        string.Create(CultureInfo.InvariantCulture, $"--{field.Name} {field.Min} to {field.Max} ({field.Default})");

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
