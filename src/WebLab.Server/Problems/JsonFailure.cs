using System.Text.Json;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Science.Specs;

namespace WebLab.Server.Problems;

/// <summary>What is wrong with a JSON body: the member, its value, and what it may be.</summary>
internal static partial class JsonFailure
{
    public static async Task<string> Explain(JsonException error, HttpRequest request)
    {
        var path = (error.Path ?? "$").TrimStart('$').TrimStart('.');
        if (MissingMembers().Match(error.Message) is { Success: true } missing)
            return $"{(path.Length == 0 ? "The request body" : path)} must have "
                + $"{missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}.";
        request.Body.Position = 0;
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(request.Body);
        }
        catch (JsonException syntax)
        {
            return $"The request body must be JSON; it is not from line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1} on.";
        }
        using (body)
        {
            if (UnknownMember().Match(error.Message) is { Success: true } unknown)
                return $"{Parent(path, unknown.Groups[1].Value)}{unknown.Groups[1].Value} is not a member that is known here.";
            var value = Find(body.RootElement, path) is { } found ? Sentence.Shorten(found.GetRawText()) : "something else";
            return $"{(path.Length == 0 ? "The request body" : path)} must be {Allowed(path)}; it was {value}.";
        }
    }

    private static string Allowed(string path)
    {
        var field = path.Split(".spec.") is [_, var inSpec] ? inSpec : path;
        return SpecFields.Find(field)?.Allowed ?? "what the API's description says";
    }

    private static string Parent(string path, string member) =>
        path.EndsWith(member, StringComparison.Ordinal) ? path[..^member.Length]
        : path.Length == 0 ? ""
        : path + ".";

    private static JsonElement? Find(JsonElement root, string path)
    {
        var element = root;
        foreach (Match step in PathSteps().Matches(path))
        {
            if (step.Groups[1].Success)
            {
                var index = int.Parse(step.Groups[1].ValueSpan, provider: null);
                if (element.ValueKind != JsonValueKind.Array || index >= element.GetArrayLength())
                    return null;
                element = element[index];
            }
            else if (
                element.ValueKind != JsonValueKind.Object
                || element
                    .EnumerateObject()
                    .LastOrDefault(member => string.Equals(member.Name, step.Value, StringComparison.OrdinalIgnoreCase))
                    is not { Value.ValueKind: not JsonValueKind.Undefined } member
            )
            {
                return null;
            }
            else
            {
                element = member.Value;
            }
        }
        return element;
    }

    [GeneratedRegex(@"missing required properties including: (.+?)\.?$")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("The JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"\[(\d+)\]|[^.\[\]]+")]
    private static partial Regex PathSteps();
}
