namespace WebLab.Server.Maintenance;

/// <summary>What the doctor says of one thing.</summary>
/// <param name="Area">What was looked at, one word.</param>
/// <param name="IsProblem">Whether somebody should do something.</param>
/// <param name="Text">A sentence.</param>
public sealed record DoctorFinding(string Area, bool IsProblem, string Text)
{
    public static DoctorFinding Good(string area, string text) => new(area, false, text);

    public static DoctorFinding Problem(string area, string text) => new(area, true, text);
}
