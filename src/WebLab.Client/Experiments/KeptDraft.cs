using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Experiments;

/// <summary>The launch form as it is kept while it is not sent, wrong values included.</summary>
public sealed record KeptDraft
{
    /// <summary>The form's address when it was kept, with which a reload is told from another link.</summary>
    public string Address { get; init; } = "";

    public required RunSpec Start { get; init; }

    /// <summary>What was typed, by field.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>The axes in their order, each a field and its values as they were typed.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Axes { get; init; }

    public int Seeds { get; init; } = 1;

    public string? Name { get; init; }

    public string Description { get; init; } = "";

    public int Priority { get; init; }

    public bool ResumesItself { get; init; }

    public bool IsPrivate { get; init; }

    public string? Place { get; init; }

    public required double[][] Matrix { get; init; }

    public string Write() => JsonSerializer.Serialize(this, LabJson.Options);

    /// <summary>The kept form, or null where there is none that this version reads.</summary>
    public static KeptDraft? Read(string? text)
    {
        try
        {
            var kept = text is null ? null : JsonSerializer.Deserialize<KeptDraft>(text, LabJson.Options);
            // Its data set or network may be gone from the lab by now.
            return kept is not null && SpecLink.IsKnown(kept.Start) ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
