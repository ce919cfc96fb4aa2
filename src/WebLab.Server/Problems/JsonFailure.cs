using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Server.Problems;

/// <summary>What is wrong with a JSON body: the member, its value, and what it may be.</summary>
internal static partial class JsonFailure
{
    /// <summary>A document takes up to nine times the bytes of its text; a body of which a value is told has few of them.</summary>
    private const int MostQuoted = 512 * 1024;

    public static async Task<string> Explain(JsonException error, HttpRequest request)
    {
        var path = (error.Path ?? "$").TrimStart('$').TrimStart('.');
        if (MissingMembers().Match(error.Message) is { Success: true } missing)
            return $"{(path.Length == 0 ? "The request body" : path)} must have "
                + $"{missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)}.";
        if (error.Message == FieldGroup.TooMany)
            return Sentence.Of($"{path} must have at most {FieldGroup.MaxCount} fields of its own; it had more.");
        request.Body.Position = 0;
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        // What is read below is taken for text.
        if (!Utf8.IsValid(body.GetBuffer().AsSpan(0, (int)body.Length)))
            return "The request body must be JSON in UTF-8; it has bytes that are none.";
        if (SyntaxError(body) is { } syntax)
            return $"The request body must be JSON; it is not from line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1} on.";
        if (UnknownMember().Match(error.Message) is { Success: true } unknown)
            return $"{Parent(path, unknown.Groups[1].Value)}{unknown.Groups[1].Value} is not a member that is known here.";
        return $"{(path.Length == 0 ? "The request body" : path)} must be {Allowed(path, request)}; it was {Value(body, path)}.";
    }

    private static JsonException? SyntaxError(MemoryStream body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.GetBuffer().AsSpan(0, (int)body.Length));
            while (reader.Read()) { }
            return null;
        }
        catch (JsonException syntax)
        {
            return syntax;
        }
    }

    private static string Value(MemoryStream body, string path)
    {
        if (body.Length > MostQuoted)
            return "something else";
        using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        try
        {
            return Find(document.RootElement, path) is { } found ? Sentence.Shorten(found.GetRawText()) : "something else";
        }
        catch (InvalidOperationException)
        {
            // A member whose name is half of a character.
            return "something else";
        }
    }

    private static string Allowed(string path, HttpRequest request)
    {
        var field = path.Split(".spec.") is [_, var inSpec] ? inSpec : path;
        var body = request.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>();
        return SpecFields.Find(field)?.Allowed
            ?? JsonForms.Of(body?.RequestType, PathSteps().Matches(path))
            ?? "what the API's description says";
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
