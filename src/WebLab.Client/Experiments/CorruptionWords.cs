using WebLab.Contracts.Specs;

namespace WebLab.Client.Experiments;

/// <summary>What each corruption does, in a sentence for the form.</summary>
public static class CorruptionWords
{
    public static string Of(string kind) =>
        kind switch
        {
            CorruptionKind.TrueLabels => "The data set as it is.",
            CorruptionKind.PartiallyCorruptedLabels =>
                "With this probability a label is drawn anew from all classes, the true one included: of ten classes, nine tenths of the "
                    + "rate really change.",
            CorruptionKind.RandomLabels => "Every label is drawn anew, independent of its image.",
            CorruptionKind.ShuffledPixels => "One permutation of the pixels, the same for every training and test image.",
            CorruptionKind.RandomPixels => "Another permutation of the pixels for each image.",
            CorruptionKind.Gaussian => "Every pixel is drawn from a Gaussian with the data's mean and variance.",
            CorruptionKind.SymmetricLabels => "With this probability a label becomes another class, never the true one.",
            CorruptionKind.PairFlipLabels => "With this probability a label becomes the next class.",
            CorruptionKind.AsymmetricLabels =>
                "With this probability a label becomes the class that it is commonly mistaken for, such as cat for dog.",
            CorruptionKind.TransitionMatrixLabels =>
                "Labels are drawn from a matrix: a row for each true class, the chance of each given class in it.",
            CorruptionKind.InstanceDependentLabels =>
                "Which labels change, and into what, depends on the image: hard ones go wrong more often.",
            _ => "Labels are read from a file, such as those that people gave.",
        };
}
