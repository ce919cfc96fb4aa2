// Much of a browser's test is waiting: two classes at once keep two cores at work, each with a server and a browser of its own.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace WebLab.EndToEnd.Tests;

/// <summary>For classes that judge how long a thing takes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
