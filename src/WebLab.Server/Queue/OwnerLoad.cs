namespace WebLab.Server.Queue;

/// <summary>What a person has of the devices.</summary>
/// <param name="Active">Their runs that workers have now.</param>
/// <param name="LastStart">When a run of theirs last started; null for never.</param>
public sealed record OwnerLoad(int Active, DateTimeOffset? LastStart)
{
    public static OwnerLoad None { get; } = new(0, null);
}
