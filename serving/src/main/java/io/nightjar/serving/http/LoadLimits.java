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
 * ({@link Arrivals}); what is not answered at once ({@link DirectRoutes}) waits for its turn
 * ({@link Admission}).
 */
final class LoadLimits implements Consumer<JavalinConfig> {
  private final LoadConfig load;
  private final Shedding shed;
  private final DirectRoutes direct;

  /**
   * The limits of a server.
   *
   * @param direct answers what is quick
   */
  LoadLimits(LoadConfig load, Shedding shed, DirectRoutes direct) {
    this.load = load;
    this.shed = shed;
    this.direct = direct;
  }

  /** To be called after the handler that drains the server when it stops is there. */
  @Override
  public void accept(JavalinConfig config) {
    config.jetty.modifyServer(
        server -> {
          Arrivals arrivals = new Arrivals(load, shed);
          Admission admission = new Admission(load, shed);
          admission.setHandler(new DirectRoutes.Rest());
          direct.setHandler(admission);
          arrivals.setHandler(direct);
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
