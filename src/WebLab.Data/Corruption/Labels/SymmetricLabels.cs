namespace WebLab.Data.Corruption.Labels;

/// <summary>Symmetric noise as the noisy-label literature has it: with probability p one of the other classes, each equally
/// likely.</summary>
internal static class SymmetricLabels
{
    public static byte[] Draw(byte[] trueLabels, int classes, double rate, RandomStream random)
    {
        var given = new byte[trueLabels.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var corrupt = random.NextDouble() < rate;
            var step = 1 + random.NextInt(classes - 1);
            given[i] = corrupt ? (byte)((trueLabels[i] + step) % classes) : trueLabels[i];
        }
        return given;
    }
}
