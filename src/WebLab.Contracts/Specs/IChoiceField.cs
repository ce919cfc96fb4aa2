namespace WebLab.Contracts.Specs;

/// <summary>A field with a closed list of written values.</summary>
public interface IChoiceField
{
    /// <summary>The written values, in order.</summary>
    IReadOnlyList<string> Choices { get; }
}
