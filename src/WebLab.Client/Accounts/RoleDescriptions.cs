using WebLab.Contracts.Accounts;

namespace WebLab.Client.Accounts;

/// <summary>What a role may do, in a sentence.</summary>
public static class RoleDescriptions
{
    public static string Of(Role role) =>
        role switch
        {
            Role.Viewer => "Viewer: sees every run that is not private.",
            Role.Member => "Member: launches, and changes, cancels and deletes what is their own.",
            Role.Admin => "Administrator: may do everything, also with what is other people's.",
            _ => role.ToString(),
        };
}
