package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerWaitTest {

  @ParameterizedTest
  @CsvSource({
    "active,'','',CPU",
    "active,Lock,transactionid,LOCK",
    "active,LWLock,WALWrite,WAL",
    "active,LWLock,BufferMapping,LATCH",
    "active,IO,DataFileRead,IO",
    "active,IO,WalSync,WAL",
    "active,Client,ClientWrite,CLIENT",
    "active,Timeout,PgSleep,SLEEP",
    "active,IPC,ParallelFinish,OTHER",
    "idle,Client,ClientRead,IDLE",
    "idle in transaction,Client,ClientRead,IDLE_IN_TRANSACTION",
    "idle in transaction (aborted),Client,ClientRead,IDLE_IN_TRANSACTION",
    "'','','',IDLE"
  })
  void of_activityRow_isNamed(String state, String type, String event, ServerWait expected) {
    assertThat(ServerWait.of(state, type, event)).isEqualTo(expected);
  }
}
