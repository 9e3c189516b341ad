package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedCompareRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what clients ask for and lets searches meet their faults. */
final class ClientOperations extends InMemoryOperationInterceptor {
    private static final String FAULT = "fault";
    private static final String ENTRIES = "entries";
    private static final String MESSAGE = "set by the test";

    private final DirectoryRequestLog requestLog;
    private final DirectoryFaults faults;

    ClientOperations(DirectoryRequestLog requestLog, DirectoryFaults faults) {
        this.requestLog = requestLog;
        this.faults = faults;
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest operation) throws LDAPException {
        ReadOnlySearchRequest request = operation.getRequest();
        requestLog.add(new DirectoryRequest(
                operation.getConnectionID(),
                "search",
                request.getBaseDN(),
                request.getFilter().toString(),
                request.getAttributeList(),
                pageSize(request)));
        SearchFault fault = faults.take().orElse(null);
        operation.setProperty(FAULT, fault);
        operation.setProperty(ENTRIES, new AtomicInteger());
        if (fault == null) {
            return;
        }
        if (fault.answersAtOnce()) {
            throw new LDAPException(fault.resultCode(), MESSAGE);
        }
        if (fault.drops(0)) {
            faults.dropConnections();
            throw new LDAPException(ResultCode.UNAVAILABLE, MESSAGE);
        }
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry operation) {
        if (operation.getProperty(FAULT) instanceof SearchFault fault
                && operation.getProperty(ENTRIES) instanceof AtomicInteger entries
                && fault.drops(entries.getAndIncrement())) {
            faults.dropConnections();
        }
    }

    @Override
    public void processSearchResult(InMemoryInterceptedSearchResult operation) {
        if (operation.getProperty(FAULT) instanceof SearchFault fault && fault.replacesResult()) {
            operation.setResult(
                    new LDAPResult(operation.getMessageID(), fault.resultCode(), MESSAGE, null, List.of(), List.of()));
        }
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest operation) {
        log(operation, "bind", operation.getRequest().getBindDN(), List.of());
    }

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest operation) {
        List<String> names = operation.getRequest().getAttributes().stream()
                .map(Attribute::getName)
                .toList();
        log(operation, "add", operation.getRequest().getDN(), names);
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest operation) {
        List<String> names = operation.getRequest().getModifications().stream()
                .map(Modification::getAttributeName)
                .toList();
        log(operation, "modify", operation.getRequest().getDN(), names);
    }

    @Override
    public void processDeleteRequest(InMemoryInterceptedDeleteRequest operation) {
        log(operation, "delete", operation.getRequest().getDN(), List.of());
    }

    @Override
    public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest operation) {
        log(operation, "rename", operation.getRequest().getDN(), List.of());
    }

    @Override
    public void processCompareRequest(InMemoryInterceptedCompareRequest operation) {
        log(
                operation,
                "compare",
                operation.getRequest().getDN(),
                List.of(operation.getRequest().getAttributeName()));
    }

    private void log(InMemoryInterceptedRequest operation, String name, String dn, List<String> attributes) {
        requestLog.add(new DirectoryRequest(operation.getConnectionID(), name, dn, "", attributes, 0));
    }

    private static int pageSize(ReadOnlySearchRequest request) {
        return Arrays.stream(request.getControls())
                .filter(SimplePagedResultsControl.class::isInstance)
                .mapToInt(control -> ((SimplePagedResultsControl) control).getSize())
                .findFirst()
                .orElse(0);
    }
}
