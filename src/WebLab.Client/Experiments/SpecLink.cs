using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>A recipe as an address: the launch form with everything filled in.</summary>
public static class SpecLink
{
    private const int MaxTermsLength = 5_500;

    // It goes through Base64, where no escape is needed.
    private static readonly JsonSerializerOptions Plain = new(LabJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The form's address; what stands at its default is left out of it.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="name">The experiment's name.</param>
    /// <param name="axes">What is swept.</param>
    /// <param name="addTo">The experiment that the runs are added to; null for one of their own.</param>
    /// <param name="terms">What is launched beside the recipe; null for the form's own.</param>
    public static string To(
        RunSpec spec,
        string? name = null,
        IEnumerable<SweepAxis>? axes = null,
        Guid? addTo = null,
        LaunchTerms? terms = null
    )
    {
        var address = new StringBuilder("launch?spec=").Append(Encode(spec));
        if (!string.IsNullOrEmpty(name))
            address.Append("&name=").Append(Uri.EscapeDataString(name));
        foreach (var axis in axes ?? [])
            address.Append("&axis=").Append(Uri.EscapeDataString($"{axis.Field}:{string.Join(',', axis.Values)}"));
        if (addTo is { } experiment)
            address.Append("&to=").Append(experiment);
        if (terms is not null && terms != new LaunchTerms())
            address.Append("&terms=").Append(Encode(terms));
        return address.ToString();
    }

    /// <summary>What an address says beside its recipe; what cannot be read of it is the form's own.</summary>
    public static LaunchTerms Terms(string? text) => Read<LaunchTerms>(text) ?? new();

    public static string Encode(RunSpec spec) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(RecipeHash.Differences(spec).ToJsonString()));

    /// <summary>Whether the lab has what a recipe trains, and on what.</summary>
    public static bool IsKnown(RunSpec spec) =>
        DatasetFacts.Find(spec.Dataset) is not null
        && LabCatalogue.FindModel(spec.Model) is not null
        && LabCatalogue.FindCorruption(spec.Corruption.Kind) is not null
        && LabCatalogue.FindLoss(spec.Loss.Kind) is not null;

    /// <summary>The recipe of an address, or null when it is none.</summary>
    public static RunSpec? Decode(string? text) => Read<RunSpec>(text);

    /// <summary>An axis of an address, <c>field:value,value</c>, or null when it is none.</summary>
    public static SweepAxis? Axis(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        return at > 0 && SpecFields.Find(text[..at]) is not null
            ? new(text[..at], text[(at + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : null;
    }

    // A server reads at most 8 kB of an address: the longest questions are left out of it.
    private static string Encode(LaunchTerms terms)
    {
        var text = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(terms, Plain));
        return text.Length <= MaxTermsLength || terms.Description.Length == 0 ? text : Encode(terms with { Description = "" });
    }

    private static T? Read<T>(string? text)
        where T : class
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(text), LabJson.Options);
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return null;
        }
    }
}
