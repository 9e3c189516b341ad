package dev.integrationsdk.testkit.contract;

class InMemoryCredentialContractTest implements CredentialRepositoryContract {
    @Override
    public StoreUnderTest store() {
        return new InMemoryContractTest().store();
    }
}
