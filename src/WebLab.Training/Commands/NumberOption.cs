using System.CommandLine;
using System.Globalization;
using WebLab.Contracts;

namespace WebLab.Training.Commands;

/// <summary>An option that is a whole number within a range, or not given; a wrong one is one sentence.</summary>
internal static class NumberOption
{
    public static Option<string> Of(string name, string description, int least, int most)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var text }]
                && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            )
                result.AddError(
                    Sentence.Of(
                        $"{name.TrimStart('-')} must be a whole number from {least:N0} to {most:N0}; it was {Sentence.Shown(text)}."
                    )
                );
        });
        return option;
    }

    /// <summary>What was given; null for nothing.</summary>
    public static int? Read(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
