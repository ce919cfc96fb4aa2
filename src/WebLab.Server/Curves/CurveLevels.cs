namespace WebLab.Server.Curves;

/// <summary>
/// How a metric's points are laid out. Level 0 holds the points in blocks of 1,024. Level 1 holds a summary of each 16 points, and
/// each level above one of eight entries below it, in blocks of 256. Summaries are written when a block of points is full, so that
/// the points after the last full block have none yet.
/// </summary>
internal static class CurveLevels
{
    public const int PointsABlock = 1_024;
    public const int SummariesABlock = 256;
    public const int Fan = 8;
    public const int FirstWidth = 16;

    /// <summary>Widths 16 to 16 x 8^7 = 33,554,432 points; a metric of two billion points still reads few entries.</summary>
    public const int Top = 8;

    public static long Width(int level) => level == 0 ? 1 : FirstWidth << (3 * (level - 1));

    public static int Capacity(int level) => level == 0 ? PointsABlock : SummariesABlock;

    /// <summary>How many entries a level has when a metric has <paramref name="points"/> points.</summary>
    public static int Entries(int level, int points) => level == 0 ? points : (int)(points / PointsABlock * PointsABlock / Width(level));
}
