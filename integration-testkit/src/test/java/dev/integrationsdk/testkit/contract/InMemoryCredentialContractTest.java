package dev.integrationsdk.testkit.contract;

class InMemoryCredentialContractTest implements CredentialRepositoryContract, AuthorizationRepositoryContract {
    @Override
    public StoreUnderTest store() {
        return new InMemoryContractTest().store();
    }
}
