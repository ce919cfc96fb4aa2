namespace WebLab.Science.Paper;

/// <summary>Student's t distribution, for the interval of a mean over few seeds.</summary>
internal static class StudentT
{
    // Two-sided 95 %, 1 to 20 degrees of freedom.
    private static readonly double[] Quantiles =
    [
        12.706,
        4.303,
        3.182,
        2.776,
        2.571,
        2.447,
        2.365,
        2.306,
        2.262,
        2.228,
        2.201,
        2.179,
        2.160,
        2.145,
        2.131,
        2.120,
        2.110,
        2.101,
        2.093,
        2.086,
    ];

    /// <summary>The 97.5 % quantile.</summary>
    /// <param name="degrees">Degrees of freedom, at least 1; beyond 20 the value for 20, which is a little too wide.</param>
    public static double Quantile975(int degrees) => Quantiles[Math.Min(degrees, Quantiles.Length) - 1];
}
