import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Type;

/**
 * Adds a field to Flink 1.17 that the Kafka connector reads when it is loaded: {@code FactoryUtil.SOURCE_PARALLELISM}.
 *
 * <p>Usage: {@code PatchFactoryUtil JAR DIRECTORY}. Reads the class from the jar and writes it to the directory.
 */
public final class PatchFactoryUtil {
  private static final String CLASS = "org/apache/flink/table/factories/FactoryUtil";
  private static final String FIELD = "SOURCE_PARALLELISM";
  private static final String OPTION = "Lorg/apache/flink/configuration/ConfigOption;";
  private static final String OPTIONS = "org/apache/flink/configuration/ConfigOptions";
  private static final String BUILDER = OPTIONS + "$OptionBuilder";
  private static final String TYPED_BUILDER = OPTIONS + "$TypedConfigOptionBuilder";

  private PatchFactoryUtil() {}

  public static void main(String[] arguments) throws IOException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    try (ZipFile jar = new ZipFile(arguments[0])) {
      byte[] original = jar.getInputStream(jar.getEntry(CLASS + ".class")).readAllBytes();
      new ClassReader(original).accept(new FieldAdder(writer), 0);
    }
    Path file = Path.of(arguments[1], CLASS + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }

  /** Adds the field, and its value at the beginning of the static initializer. */
  private static final class FieldAdder extends ClassVisitor {
    FieldAdder(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
      return name.equals("<clinit>") ? new Initializer(method) : method;
    }

    @Override
    public void visitEnd() {
      visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, FIELD, OPTION, null, null).visitEnd();
      super.visitEnd();
    }
  }

  private static final class Initializer extends MethodVisitor {
    Initializer(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    /** {@code SOURCE_PARALLELISM = ConfigOptions.key("scan.parallelism").intType().noDefaultValue();} */
    @Override
    public void visitCode() {
      super.visitCode();
      visitLdcInsn("scan.parallelism");
      call(Opcodes.INVOKESTATIC, OPTIONS, "key", "L" + BUILDER + ";", Type.getType(String.class));
      call(Opcodes.INVOKEVIRTUAL, BUILDER, "intType", "L" + TYPED_BUILDER + ";");
      call(Opcodes.INVOKEVIRTUAL, TYPED_BUILDER, "noDefaultValue", OPTION);
      visitFieldInsn(Opcodes.PUTSTATIC, CLASS, FIELD, OPTION);
    }

    private void call(int operation, String owner, String name, String result, Type... arguments) {
      String type = Type.getMethodDescriptor(Type.getType(result), arguments);
      visitMethodInsn(operation, owner, name, type, false);
    }
  }
}
