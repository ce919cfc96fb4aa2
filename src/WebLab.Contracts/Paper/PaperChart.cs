namespace WebLab.Contracts.Paper;

/// <summary>How an item is drawn.</summary>
public enum PaperChart
{
    /// <summary>Training loss over steps, one curve a row (figure 1a).</summary>
    LossCurves,

    /// <summary>Time to fit relative to no noise, over the noise rate, one line a network (figure 1b).</summary>
    TimeToFitOverNoise,

    /// <summary>Test error over the noise rate, one line a network (figure 1c).</summary>
    TestErrorOverNoise,

    /// <summary>Train and test accuracy over steps, one pair a row (figure 2).</summary>
    AccuracyCurves,

    /// <summary>A table of values (tables 1, 3 and 4).</summary>
    Table,
}
