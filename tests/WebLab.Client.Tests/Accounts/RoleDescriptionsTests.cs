using WebLab.Client.Accounts;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Tests.Accounts;

public sealed class RoleDescriptionsTests
{
    [Fact]
    public void Only_an_administrator_is_called_one()
    {
        Assert.StartsWith("Administrator: ", RoleDescriptions.Of(Role.Admin), StringComparison.Ordinal);
        Assert.Equal("9", RoleDescriptions.Of((Role)9));
    }
}
