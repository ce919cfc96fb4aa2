using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebLab.Contracts;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Specs;

/// <summary>What a recipe is known by: SHA-256 of what differs from the defaults, so that a field that is new to WebLab leaves what was
/// made before it valid.</summary>
public static class RecipeHash
{
    /// <summary>The hash of a recipe.</summary>
    /// <param name="spec">The recipe.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Of(RunSpec spec) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Differences(spec), LabJson.Options));

    /// <summary>Whether a hash is a recipe's: this one, or one by which versions up to b8771fd, whose co-teaching left out 0.2, or up to
    /// 5848dc5 knew it.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <param name="spec">The recipe.</param>
    public static bool Is(ReadOnlySpan<byte> hash, RunSpec spec) =>
        hash.SequenceEqual(Of(spec))
        || hash.SequenceEqual(Of(OwnFields.BeforeDefaultsFrom(spec)))
        || (WholeRecipe.Hash(spec) is { } whole && hash.SequenceEqual(whole));

    /// <summary>What differs from the defaults, names sorted.</summary>
    /// <param name="spec">The recipe.</param>
    public static JsonObject Differences(RunSpec spec) =>
        Differences(Json(OwnFields.Tidy(spec)), Json(new RunSpec())) as JsonObject ?? [];

    private static JsonNode Json(RunSpec spec) => JsonSerializer.SerializeToNode(spec, LabJson.Options)!;

    private static JsonNode? Differences(JsonNode value, JsonNode? standard)
    {
        if (value is not JsonObject members)
            return JsonNode.DeepEquals(value, standard) ? null : value.DeepClone();
        var result = new JsonObject();
        foreach (var (name, member) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (member is not null && Differences(member, (standard as JsonObject)?[name]) is { } difference)
                result[name] = difference;
        }
        return result.Count == 0 ? null : result;
    }
}
