namespace Tollgate.Engine.Tests;
public sealed class T { [Fact] public void Works() => Assert.True(true); }
