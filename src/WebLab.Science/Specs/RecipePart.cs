namespace WebLab.Science.Specs;

/// <summary>The part of a recipe that a field stands in, as the launch form has it.</summary>
public enum RecipePart
{
    /// <summary>How it is trained.</summary>
    Training,

    /// <summary>What is trained on what.</summary>
    What,

    /// <summary>What is done to labels or pixels.</summary>
    Corruption,

    /// <summary>What is minimised.</summary>
    Loss,

    /// <summary>What keeps the network from memorising.</summary>
    Regularisers,

    /// <summary>What is seldom changed.</summary>
    Advanced,
}
