namespace WebLab.Data.Corruption.Labels;

/// <summary>The paper's noise: with probability p a uniform class, the true one included (section 2.1), so that p (K-1)/K really
/// change.</summary>
internal static class UniformLabels
{
    public static byte[] Draw(byte[] trueLabels, int classes, double rate, RandomStream random)
    {
        var given = new byte[trueLabels.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var corrupt = random.NextDouble() < rate;
            var drawn = (byte)random.NextInt(classes);
            given[i] = corrupt ? drawn : trueLabels[i];
        }
        return given;
    }
}
