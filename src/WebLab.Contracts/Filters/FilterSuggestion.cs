namespace WebLab.Contracts.Filters;

/// <summary>One way to go on with a filter.</summary>
/// <param name="Text">What is put in, for example <c>test.acc</c>.</param>
/// <param name="Help">What it is, a few words.</param>
public sealed record FilterSuggestion(string Text, string Help);
