package io.headgate.benchmarks.unchecked;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps the JobRepository from being told of chunks: of a partition it hears the beginning and the end. Does nothing unless the
 * system property {@code headgate.benchmarks.unchecked} is set.
 */
public final class UncheckedRepository
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, BeanPostProcessor {

    /** What it prints to stderr when it is at work: the harness looks for this very line. */
    static final String AT_WORK = "The JobRepository hears nothing of chunks.";

    private static final String SWITCH = "headgate.benchmarks.unchecked";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (Boolean.getBoolean(SWITCH)) {
            context.getBeanFactory().addBeanPostProcessor(this);
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof JobRepository repository)) {
            return bean;
        }
        System.err.println(AT_WORK);
        return withoutChunks(repository);
    }

    static JobRepository withoutChunks(JobRepository repository) {
        Set<Long> begun = ConcurrentHashMap.newKeySet();
        return (JobRepository) Proxy.newProxyInstance(
                JobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("update")
                            && arguments[0] instanceof StepExecution step
                            && isChunk(step, method.getName(), begun)) {
                        return null;
                    }
                    try {
                        return method.invoke(repository, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Steps of partitions have a colon in their name. The first update of a step says that it has started. */
    private static boolean isChunk(StepExecution step, String method, Set<Long> begun) {
        boolean running = step.getStatus() == BatchStatus.STARTED && step.getEndTime() == null;
        if (!running || step.getStepName().indexOf(':') < 0) {
            return false;
        }
        return method.equals("updateExecutionContext") || !begun.add(step.getId());
    }
}
