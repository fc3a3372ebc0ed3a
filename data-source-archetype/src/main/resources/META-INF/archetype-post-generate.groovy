import javax.lang.model.SourceVersion

// What is typed is checked as it is typed; what is given on the command line is not, and would fail later, in the compiler.
Map given = request.properties
List wrong = []
if (!(given.name ==~ /[a-z][a-z0-9_-]*/)) {
    wrong << "name must be lower case letters, digits, - and _, a letter first, and is '" + given.name + "'"
}
if (!(given.description ==~ /[^"\\<>&$#\r\n]+/)) {
    wrong << 'description must be one line without " \\ < > & $ # and is: ' + given.description
}
if (!SourceVersion.isName(request.package)) {
    wrong << "package '" + request.package + "' cannot be a package of Java: give another by -Dpackage=com.example.NAME"
}
if (!SourceVersion.isName(given.className)) {
    wrong << "className '" + given.className + "' cannot be a class of Java: give another by -DclassName=NAME"
}
if (wrong) {
    throw new IllegalArgumentException(
            wrong.join('; ') + '. Remove the folder ' + request.artifactId + ', and repeat the command')
}
