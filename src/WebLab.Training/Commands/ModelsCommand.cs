using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;
using WebLab.Science.Models;
using WebLab.Training.Models;

namespace WebLab.Training.Commands;

/// <summary><c>weblab models</c>: the networks, built and counted.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object: the trainable parameters by the network's name." };
        var command = new Command(
            "models",
            "The networks and their trainable parameters on 28x28x3 images, counted in the networks themselves."
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            var counted = ModelFacts
                .All.Where(facts => !facts.Name.IsKernel())
                .ToDictionary(facts => facts.Name, facts => Count(facts.Name));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(counted, LabJson.Options));
            else
                WriteTable(counted);
        });
        return command;
    }

    private static int Count(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(0, torch.CPU);
        using var network = Networks.Create(new() { Model = name }, channels: 3, generator);
        return Networks.CountParameters(network);
    }

    private static void WriteTable(Dictionary<string, int> counted)
    {
        Write($"{"name",-22} {"network",-34} {"parameters",11} {"paper",11}");
        foreach (var facts in ModelFacts.All.Where(facts => counted.ContainsKey(facts.Name)))
        {
            var name = facts.Name;
            var paper = facts.Name == ModelName.Linear ? "-" : facts.Parameters.ToString("N0", CultureInfo.InvariantCulture);
            Write($"{name,-22} {facts.Title,-34} {counted[name],11:N0} {paper,11}");
        }
    }

    private static void Write(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line));
}
