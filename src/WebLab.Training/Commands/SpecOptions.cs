using System.CommandLine;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Training.Commands;

/// <summary>The options that a spec is written with: one for each field of <see cref="SpecFields"/>.</summary>
internal sealed class SpecOptions
{
    private const string LearningRate = "learning-rate";

    // Without a server there are no stored runs to name.
    private readonly List<(SpecField Field, Option<string> Option)> _options =
    [
        .. SpecFields.All.Where(field => field is not StoredRunField).Select(field => (field, Create(field))),
    ];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command) => _options.ForEach(each => command.Add(each.Option));

    /// <summary>The spec as written; what is not written has the spec's default, the learning rate the paper's for the network.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">A value is not allowed.</exception>
    public RunSpec Read(ParseResult parsed)
    {
        var spec = new RunSpec();
        try
        {
            foreach (var (field, option) in _options)
            {
                if (parsed.GetResult(option) is not null)
                    spec = field.Write(spec, parsed.GetValue(option) ?? (field is SwitchField ? "true" : ""));
            }
        }
        catch (FormatException error)
        {
            throw new UsageException(error.Message);
        }
        if (!_options.Exists(each => each.Field.Name == LearningRate && parsed.GetResult(each.Option) is not null))
            spec = spec with { LearningRate = LabCatalogue.Model(spec.Model).LearningRate };
        return SpecCheck.Problems(spec) is [var problem, ..] ? throw new UsageException(problem.Message) : spec;
    }

    /// <summary>The data set's name as written; null where it is not.</summary>
    public string? Dataset(ParseResult parsed) =>
        parsed.GetResult(_options.Find(each => each.Field.Name == "dataset").Option) is null
            ? null
            : parsed.GetValue(_options.Find(each => each.Field.Name == "dataset").Option);

    private static Option<string> Create(SpecField field) =>
        new("--" + field.Name)
        {
            Description = $"{field.Help} {char.ToUpperInvariant(field.Allowed[0])}{field.Allowed[1..]}; {Default(field)}.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = field switch
            {
                SwitchField => "true|false",
                IChoiceField => "name",
                TextField => "file",
                _ => "number",
            },
        };

    private static string Default(SpecField field) =>
        field.Name == LearningRate ? "default the paper's for the network, 0.1 or 0.01"
        : field.Read(new()) is { Length: > 0 } value ? $"default {value}"
        : "none by default";
}
