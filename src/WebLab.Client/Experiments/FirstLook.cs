namespace WebLab.Client.Experiments;

/// <summary>The first time in a page's life that the launch page is shown, when what stands below its first experiment waits.</summary>
public sealed class FirstLook
{
    /// <summary>Whether all of it has been drawn.</summary>
    public bool IsOver { get; set; }
}
