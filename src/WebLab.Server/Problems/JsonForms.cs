using System.Reflection;
using System.Text.RegularExpressions;
using WebLab.Contracts;

namespace WebLab.Server.Problems;

/// <summary>What a member of a body may be, in words, by the type that it is read into.</summary>
internal static class JsonForms
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = "true or false",
        [typeof(int)] = "a whole number",
        [typeof(long)] = "a whole number",
        [typeof(double)] = "a number",
        [typeof(Guid)] = "an id",
        [typeof(DateTimeOffset)] = "a time",
    };

    /// <summary>The words; null for what has members of its own, or is read in a way of its own.</summary>
    /// <param name="body">The type of the whole body.</param>
    /// <param name="steps">The way to the member: names, and indices in brackets.</param>
    public static string? Of(Type? body, IEnumerable<Match> steps)
    {
        var type = steps.Aggregate(body, (from, step) => from is null ? null : Inner(from, step));
        if (type is null)
            return null;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return Known.TryGetValue(plain, out var words) ? words
            : plain.IsEnum ? $"one of {string.Join(", ", NamesOf(plain))}"
            : null;
    }

    private static Type? Inner(Type type, Match step) =>
        step.Groups[1].Success
            ? ArgumentOf(type, typeof(IEnumerable<>))?[0]
            : ArgumentOf(type, typeof(IReadOnlyDictionary<,>))?[1]
                ?? type.GetProperty(step.Value, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;

    private static Type[]? ArgumentOf(Type type, Type shape) =>
        type.GetInterfaces()
            .Prepend(type)
            .FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == shape)
            ?.GetGenericArguments();

    private static IReadOnlyList<string> NamesOf(Type type) =>
        (IReadOnlyList<string>)typeof(Names<>).MakeGenericType(type).GetProperty(nameof(Names<>.All))!.GetValue(null)!;
}
