using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>
/// Records something of each training example, or of each test example, at every evaluation, by the example's original index: its place
/// in the data set, whatever was held out, shuffled or augmented. One stands in a file of its own and is found by its type; it needs a
/// constructor without parameters.
/// </summary>
public abstract class ExampleRecorder
{
    /// <summary>The written name, in file names and routes: small letters, digits and dashes. It never changes.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence on what it records.</summary>
    public abstract string Sentence { get; }

    /// <summary>Which examples it records.</summary>
    public virtual RecordedSplit Split => RecordedSplit.Train;

    /// <summary>Its columns, each with one value an example.</summary>
    public abstract IReadOnlyList<ExampleColumn> Columns { get; }

    /// <summary>Whether it reads <see cref="EvaluatedExamples.Logits"/>, which are then kept through the evaluation.</summary>
    public virtual bool ReadsLogits => false;

    /// <summary>Whether its file holds the given and the true labels too.</summary>
    public virtual bool KeepsLabels => false;

    /// <summary>Fills the columns.</summary>
    /// <param name="examples">What the evaluation found.</param>
    /// <param name="block">The columns, all zeros.</param>
    public abstract void Fill(EvaluatedExamples examples, ExampleBlock block);
}

/// <summary>A column of what is recorded.</summary>
/// <param name="Name">Its written name.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Type">What it holds.</param>
public sealed record ExampleColumn(string Name, string Title, ExampleColumnType Type);

/// <summary>What a column holds; the numbers are stored and never change.</summary>
public enum ExampleColumnType
{
    /// <summary>A class index, two bytes; <see cref="ExampleBlock.NoClass"/> for none.</summary>
    ClassIndex = 1,

    /// <summary>A real number, four bytes.</summary>
    Number = 2,
}

/// <summary>The training examples, or the test examples, as an evaluation found them, each by its original index.</summary>
/// <param name="predictions">The class that is predicted; -1 for an example that was not evaluated.</param>
/// <param name="givenLabels">The label that it is trained with; of a test example the true one.</param>
/// <param name="trueLabels">The publisher's.</param>
/// <param name="heldOut">Whether it is held out, and not trained on.</param>
/// <param name="logits">Gives the network's outputs, examples x classes, in original order; read only where a recorder asks.</param>
/// <param name="shown">What was predicted of each in the forward pass of the mini-batch that showed it in this epoch; null for
/// nothing.</param>
public sealed class EvaluatedExamples(
    int[] predictions,
    IReadOnlyList<byte> givenLabels,
    IReadOnlyList<byte> trueLabels,
    bool[] heldOut,
    Func<float[,]> logits,
    int[]? shown = null
)
{
    private float[,]? _logits;

    /// <summary>The number of examples.</summary>
    public int Count => Predictions.Length;

    /// <summary>The class that is predicted; -1 for an example that was not evaluated.</summary>
    public int[] Predictions { get; } = predictions;

    /// <summary>What was predicted of each in the forward pass of the mini-batch that showed it in this epoch, in training mode and as
    /// augmented; -1 for an example that was not shown, or of which that is not known.</summary>
    public int[] Shown { get; } = shown ?? Enumerable.Repeat(-1, predictions.Length).ToArray();

    /// <summary>The label that each is trained with; of test examples the true one.</summary>
    public IReadOnlyList<byte> GivenLabels { get; } = givenLabels;

    /// <summary>The publisher's.</summary>
    public IReadOnlyList<byte> TrueLabels { get; } = trueLabels;

    /// <summary>Whether each is held out, and not trained on.</summary>
    public bool[] HeldOut { get; } = heldOut;

    /// <summary>The network's outputs before the softmax, examples x classes.</summary>
    public float[,] Logits => _logits ??= logits();
}
