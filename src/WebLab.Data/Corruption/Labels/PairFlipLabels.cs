namespace WebLab.Data.Corruption.Labels;

/// <summary>Pair flip (Han et al. 2018, Co-teaching): with probability p the next class, the last becoming the first.</summary>
internal static class PairFlipLabels
{
    public static byte[] Draw(byte[] trueLabels, int classes, double rate, RandomStream random) =>
        Array.ConvertAll(trueLabels, label => random.NextDouble() < rate ? (byte)((label + 1) % classes) : label);
}
