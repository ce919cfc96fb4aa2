namespace WebLab.Data.Examples;

/// <summary>The recorders that this process knows: WebLab's own and those of the extensions that were loaded.</summary>
public static class ExampleRecorders
{
    /// <summary>What this process records with.</summary>
    public static DescriptorRegistry<ExampleRecorder> Current { get; } = Create();

    private static DescriptorRegistry<ExampleRecorder> Create()
    {
        var recorders = new DescriptorRegistry<ExampleRecorder>("recorder", recorder => recorder.Name);
        recorders.Add(typeof(ExampleRecorders).Assembly);
        return recorders;
    }
}
