using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;

namespace Tollgate.Engine.Tests.Decisions;

public sealed class ReasonTextTests
{
    [Theory]
    [InlineData("user_count_60s", 12, 1, "12 payments in 60 s; usual: 1")]
    [InlineData("user_count_60s", 1, 1, "1 payment in 60 s; usual: 1")]
    [InlineData("user_count_24h", 1500, double.NaN, "1,500 payments in 24 h")]
    [InlineData("card_count_1h", 1, 2, "Card used 1 time in 1 h; usual: 2")]
    [InlineData("amount", 124_900, 2_400, "1,249.00 EUR in one payment; usual: 24.00 EUR")]
    [InlineData("amount_to_mean", 5, 0, "32 times the user's mean payment; usual: 1.0")]
    [InlineData("hour_utc", 14.5, double.NaN, "Paid at 14:30 UTC")]
    [InlineData("card_abroad", 1, 0, "Card used abroad; usual: no")]
    [InlineData("card_abroad", 0, 0, "Card used at home; usual: no")]
    [InlineData("device_users_24h", double.NaN, 1, "Device used by no users in 24 h; usual: 1")]
    public void A_value_is_worded_beside_its_usual_one(string name, double value, double usual, string text)
    {
        var feature = DefaultFeatures.Set.Features[DefaultFeatures.Set.IndexOf(name)];
        Assert.Equal(text, ReasonText.Of(feature, value, usual, "EUR"));
    }
}
