package io.nightjar.serving.http;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.load.LoadConfig;
import java.util.function.Consumer;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Puts the limits of a server between its connections and its routes: a request must have arrived
 * ({@link Arrivals}), then waits for its turn ({@link Admission}).
 */
final class LoadLimits implements Consumer<JavalinConfig> {
  private final LoadConfig load;
  private final Shedding shed;

  LoadLimits(LoadConfig load, Shedding shed) {
    this.load = load;
    this.shed = shed;
  }

  /** To be called after the handler that drains the server when it stops is there. */
  @Override
  public void accept(JavalinConfig config) {
    config.jetty.modifyServer(
        server -> {
          Arrivals arrivals = new Arrivals(load, shed);
          arrivals.setHandler(new Admission(load, shed));
          ((Handler.Singleton) server.getHandler()).setHandler(arrivals);
          server.addEventListener(new OnConnectors(server));
        });
  }

  /** The connectors are made after the server and before it starts. */
  private final class OnConnectors implements LifeCycle.Listener {
    private final Server server;

    OnConnectors(Server server) {
      this.server = server;
    }

    @Override
    public void lifeCycleStarting(LifeCycle starting) {
      server.addBean(new NetworkConnectionLimit(load.maxConnections(), server));
      SlowHeaders slow = new SlowHeaders(server, load.requestTimeout(), shed.counts());
      server.addBean(slow);
      for (Connector connector : server.getConnectors()) {
        connector.addEventListener(slow);
        ((AbstractConnector) connector).setIdleTimeout(load.idleTimeout().toMillis());
      }
    }
  }
}
